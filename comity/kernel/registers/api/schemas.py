"""The pieces that descriptions of the API are put together from: schemas, parameters, operations."""

from typing import Any

from pydantic import BaseModel

from ..register import Register
from . import bodies
from .kinds import told
from .lists import MOST
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
