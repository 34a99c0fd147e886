"""The description of the API in OpenAPI 3.1, made from the registers once a process and language."""

from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import get_language
from pydantic import BaseModel

from ..register import Register, registers
from . import bodies
from .kinds import told
from .lists import MOST, Named
from .shape import ALWAYS, all_names

Json = dict[str, Any]
TEXT, WHEN, KEY = (
    {"type": "string"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "format": "uuid"},
)
REFUSALS = (400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429)


def page_of(item: Json, **more: Json) -> Json:
    """Return the schema of a page of items."""
    either = {"type": ["string", "null"], "description": "The address of the next page."}
    properties = {**more, "items": {"type": "array", "items": item}, "next": either}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def flat(**properties: Json) -> Json:
    """Return the schema of an object whose members are all there."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def shared() -> Json:
    """Return the schemas that do not depend on a register."""
    maybe = {"type": ["string", "null"]}
    words = {"type": "array", "items": TEXT}
    fault = flat(field=TEXT, sentence=TEXT)
    return {
        "Problem": {
            "type": "object",
            "properties": {
                "type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT, "instance": TEXT,
                "errors": {"type": "array", "items": fault},
            },
            "required": ["type", "title", "status", "detail", "instance"],
        },
        "Comment": flat(id=KEY, at=WHEN, author=maybe, text=TEXT, internal={"type": "boolean"}),
        "Advice": flat(
            id=KEY, at=WHEN, adviser=TEXT, stance=TEXT, text=TEXT, disposition=TEXT, disposition_reason=TEXT
        ),
        "Entry": flat(
            id=KEY, verb=TEXT, at=WHEN, happened_at=WHEN, actor=TEXT, reason=TEXT,
            changes={"type": "object", "additionalProperties": flat(before={}, after={})},
        ),
        "Offer": flat(
            step=TEXT, label=TEXT, to=maybe, allowed={"type": "boolean"}, sentence=TEXT, fields=words, optional=words,
            asks_reason={"type": "boolean"}, disposes={"type": "boolean"}, url=TEXT,
        ),
        "Said": cleaned(bodies.Said),
        "Advised": cleaned(bodies.Advised),
        "Removal": cleaned(bodies.Removal),
    }  # fmt: skip


def cleaned(model: type[BaseModel]) -> Json:
    """Return the schema of a body with what it refers to in place, without titles and made-up defaults."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            if "$ref" in value:
                return walk(parts[value["$ref"].rsplit("/", 1)[1]])
            return {
                key: {name: walk(one) for name, one in inner.items()} if key == "properties" else walk(inner)
                for key, inner in value.items()
                if key not in ("title", "default")
            }
        return [walk(one) for one in value] if isinstance(value, list) else value

    found: Json = walk(schema)
    return found


def record_schema(register: type[Register]) -> Json:
    """Return the schema of a record as it is answered."""
    fields = {name: told(register.model._meta.get_field(name)) for name in all_names(register)}
    fields["id"], fields["version"] = (
        KEY,
        {"type": "integer", "description": "Counts changes; it is the ETag."},
    )
    return {"type": "object", "properties": fields, "required": list(ALWAYS), "additionalProperties": False}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def parameter(name: str, where: str, schema: Json, what: str, must: bool = False) -> Json:
    return {"name": name, "in": where, "schema": schema, "description": what, "required": must}


PK = parameter("pk", "path", KEY, "The key of the record.", True)
TAG = {"type": "string", "pattern": '^"[0-9]+"$'}
IF_MATCH = parameter("If-Match", "header", TAG, "The ETag of the record as you have read it.", True)
MAYBE_MATCH = parameter("If-Match", "header", TAG, "The ETag of the record as you have read it.")
IF_NONE = parameter("If-None-Match", "header", TAG, "Answer 304 while the record is the same.")
ONCE = parameter(
    "Idempotency-Key", "header", {"type": "string", "pattern": "^[A-Za-z0-9-]{1,200}$"},
    "The same key and request within 24 hours have one effect and one answer.",
)  # fmt: skip
AFTER = parameter("after", "query", TEXT, "The cursor of the page before, from its `next`.")
LIMIT = parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": MOST}, "How many at most.")
FIELDS = parameter("fields", "query", TEXT, "Names of fields, with commas between them.")


def act(
    what: str,
    name: str,
    tag: str,
    answers: Json,
    asks: list[Json] | None = None,
    body: Json | None = None,
    must: bool = True,
) -> Json:
    """Return one operation; every one may be refused in every way."""
    made: Json = {
        "summary": what, "operationId": name, "tags": [tag], "parameters": asks or [],
        "responses": {**answers, **{str(code): {"$ref": "#/components/responses/Problem"} for code in REFUSALS}},
    }  # fmt: skip
    if body:
        made["requestBody"] = {"required": must, "content": {"application/json": {"schema": body}}}
    return made


def gives(schema: Json, what: str, tagged: bool = False, code: int = 200) -> Json:
    """Return the good answer of an operation."""
    found: Json = {"description": what, "content": {"application/json": {"schema": schema}}}
    if tagged:
        found["headers"] = {"ETag": {"schema": TEXT}}
    return {str(code): found}


def filters(register: type[Register]) -> list[Json]:
    """Return the parameters of a list: its filters and its order."""
    from django.http import QueryDict

    from ..filters import filter_form

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
    return paths


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
