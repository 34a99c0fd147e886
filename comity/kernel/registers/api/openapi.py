"""The description of the API in OpenAPI 3.1, made from the registers once a process and language."""

from functools import lru_cache

import orjson
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language

from ..filters import filter_form
from ..register import Register, registers
from . import bodies
from .deeds import deeds_of
from .lists import Named
from .schemas import (
    AFTER,
    FIELDS,
    IF_MATCH,
    IF_NONE,
    LIMIT,
    MAYBE_MATCH,
    ONCE,
    PK,
    TEXT,
    Json,
    act,
    cleaned,
    gives,
    page_of,
    parameter,
    record_schema,
    ref,
    shared,
)  # fmt: skip


def filters(register: type[Register]) -> list[Json]:
    """Return the parameters of a list: its filters and its order."""
    found = []
    for name, field in filter_form(register, QueryDict(), None, None, Named).fields.items():
        schema: Json = {"type": "string"}
        choices = [str(value) for value, _label in getattr(field, "choices", ()) if value != ""]
        if choices:
            schema["enum"] = choices
        elif name.endswith(("_from", "_until")):
            schema["format"] = "date"
        found.append(parameter(name, "query", schema, str(field.label)))
    orders = [sign + name for name in register.sorts for sign in ("", "-")]
    if orders:
        found.append(parameter("sort", "query", {"type": "string", "enum": orders}, "The order."))
    return found


def paths_of(register: type[Register]) -> Json:
    """Return the operations of one register."""
    from .urls import doors

    kind, schema = register.kind().replace(".", "_"), ref(register.kind())
    one, many = str(register.model._meta.verbose_name), str(register.model._meta.verbose_name_plural)
    there = {role for _route, role, _door in doors(register)}
    base = f"/api/{register.path()}"
    row: Json = {"parameters": [PK]}
    listed: Json = {
        "get": act(
            many,
            f"{kind}_list",
            many,
            gives(page_of(schema), many),
            [*filters(register), AFTER, LIMIT, FIELDS],
        )
    }
    if bodies.writable(register) and register.views.get("add", 1) is not None:
        listed["post"] = act(
            "Add",
            f"{kind}_add",
            many,
            gives(schema, one, True, 201),
            [ONCE],
            cleaned(bodies.addition(register)),
        )
    asks = [
        IF_NONE,
        FIELDS,
        parameter("as_at", "query", {"type": "string"}, "The record as it was at this date or moment."),
    ]
    record: Json = {
        **row,
        "get": act(
            one, f"{kind}_get", many, {**gives(schema, one), "304": {"description": "Unchanged."}}, asks
        ),
    }
    if bodies.writable(register) and register.views.get("change", 1) is not None:
        record["patch"] = act(
            "Change",
            f"{kind}_change",
            many,
            gives(schema, one, True),
            [IF_MATCH],
            cleaned(bodies.alteration(register)),
        )
    if register.views.get("remove", 1) is not None:
        record["delete"] = act(
            "Remove",
            f"{kind}_remove",
            many,
            {"204": {"description": "Removed."}},
            [MAYBE_MATCH],
            ref("Removal"),
        )
    paths = {base: listed, f"{base}{{pk}}/": record}
    paths[f"{base}{{pk}}/history/"] = {
        **row, "get": act("History", f"{kind}_history", many, gives(page_of(ref("Entry")), "Newest first."), [AFTER, LIMIT])
    }  # fmt: skip
    if "comments" in there:
        paths[f"{base}{{pk}}/comments/"] = {
            **row,
            "get": act(
                "Conversation",
                f"{kind}_comments",
                many,
                gives(page_of(ref("Comment")), "Oldest first."),
                [AFTER, LIMIT],
            ),
            "post": act(
                "Say something",
                f"{kind}_comment",
                many,
                gives(ref("Comment"), "Said.", code=201),
                [ONCE],
                ref("Said"),
            ),
        }
    if "steps" in there:
        paths |= _of_flow(register, base, kind, many, row)
    return paths | _of_deeds(register, base, kind, many, row)


def _of_flow(register: type[Register], base: str, kind: str, many: str, row: Json) -> Json:
    paths: Json = {
        f"{base}{{pk}}/steps/": {
            **row,
            "get": act(
                "Steps",
                f"{kind}_steps",
                many,
                gives(page_of(ref("Offer"), state=TEXT), "What leads on from here."),
            ),
        },
        f"{base}{{pk}}/advice/": {
            **row,
            "get": act("Advice", f"{kind}_advice", many, gives(page_of(ref("Advice")), "Advice.")),
            "post": act(
                "Advise",
                f"{kind}_advise",
                many,
                gives(ref("Advice"), "Given.", code=201),
                [ONCE],
                ref("Advised"),
            ),
        },
    }
    for step in register.model.flow.steps.values():
        if not step.internal:
            body = cleaned(bodies.step_body(register, step.name))
            good = gives(ref(register.kind()), "The record after the step.", True)
            paths[f"{base}{{pk}}/steps/{step.name}/"] = {
                **row,
                "post": act(
                    str(step.label),
                    f"{kind}_{step.name}",
                    many,
                    good,
                    [ONCE, MAYBE_MATCH],
                    body,
                    bool(body.get("required")),
                ),
            }
    return paths


def _of_deeds(register: type[Register], base: str, kind: str, many: str, row: Json) -> Json:
    paths: Json = {}
    for one in deeds_of(register):
        body, schema = cleaned(one.sends), ref(one.writes.kind())
        what = str(one.writes.model._meta.verbose_name)
        good = gives(page_of(schema) if one.several else schema, what, not one.several, one.status)
        asks = [ONCE] if one.alone else [ONCE, MAYBE_MATCH]
        act_of = act(str(one.words), f"{kind}_{one.name}", many, good, asks, body, bool(body.get("required")))
        paths[f"{base}{'' if one.alone else '{pk}/'}{one.name}/"] = {
            **({} if one.alone else row),
            "post": act_of,
        }
    return paths


@lru_cache(maxsize=8)
def _made(language: str) -> bytes:
    paths: Json = {}
    for register in registers.values():
        paths |= paths_of(register)
    problem = {
        "description": "Refused, with a sentence.",
        "content": {"application/problem+json": {"schema": ref("Problem")}},
    }
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": f"Comity · {settings.COMITY_ORGANISATION}",
            "version": "1",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": shared() | {kind: record_schema(one) for kind, one in registers.items()},
            "responses": {"Problem": problem},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A personal token from your profile.",
                }
            },
        },
        "security": [{"token": []}],
    }
    return orjson.dumps(whole, default=str, option=orjson.OPT_INDENT_2)


def description() -> bytes:
    """Return the description as JSON, in the reader's language."""
    return _made(get_language() or "en")
