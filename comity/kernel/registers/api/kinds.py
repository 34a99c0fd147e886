"""The JSON type of each field, for what is sent (checked by pydantic) and for what is answered."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from ...tongues import LANGUAGES
from ...tongues.text import TranslatedField
from .shape import keys_of

FIRST, LAST = 1800, 2199
LONGEST = 200_000
# RFC 3339; Python itself also reads weeks and days of the year.
ON = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
AT = re.compile(
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})\Z"
)
# The last days of the calendar overflow as soon as a time zone is applied, so they stay out.
YEARS = _("Write a date from %(first)s to %(last)s, such as 2027-03-31.") % {"first": FIRST, "last": LAST}
MOMENT = _("Write a moment with its offset, such as 2027-03-31T09:30:00Z.")


def wrong(sentence: Any) -> PydanticCustomError:
    """Return a fault that carries its own sentence."""
    return PydanticCustomError("sentence", "{said}", {"said": str(sentence)})


def _day(value: Any) -> date:
    try:
        if isinstance(value, str) and ON.match(value):
            found = date.fromisoformat(value)
            if FIRST <= found.year <= LAST:
                return found
    except ValueError:
        pass
    raise wrong(YEARS)


def _moment(value: Any) -> datetime:
    try:
        if isinstance(value, str) and AT.match(value):
            found = datetime.fromisoformat(value.upper())
            if found.tzinfo is not None and FIRST <= found.year <= LAST:
                return found
    except ValueError:
        pass
    raise wrong(MOMENT)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15:
        raise wrong(_("Write a number."))
    return float(value)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, str) and len(value) <= 40 and value.isascii():
        try:
            return _finite(Decimal(value))
        except ArithmeticError:
            pass
    raise wrong(_('Write a decimal as a text, such as "12.50".'))


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ArithmeticError
    return value


DAY = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
WHEN = Annotated[datetime, PlainValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
NUMBER = Annotated[float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
DECIMAL = Annotated[
    Decimal,
    PlainValidator(_decimal),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,12}(\.\d{1,6})?$"}),
]
Code = Literal[LANGUAGES]  # type: ignore[valid-type]
TEXTS = dict[Code, Annotated[str, StringConstraints(max_length=LONGEST)]]
NAMED = Annotated[str, StringConstraints(min_length=1, max_length=250)]


def _short(most: int | None, least: int = 0) -> Any:
    return Annotated[str, StringConstraints(min_length=least, max_length=most or LONGEST)]


def _whole(field: Any) -> Any:
    low, high = connection.ops.integer_field_range(field.get_internal_type())
    low = max(low if low is not None else -(2**53), -(2**53))
    high = min(high if high is not None else 2**53, 2**53)
    for check in field.validators:
        limit = getattr(check, "limit_value", None)
        if isinstance(limit, int) and getattr(check, "code", "") == "min_value":
            low = max(low, limit)
        if isinstance(limit, int) and getattr(check, "code", "") == "max_value":
            high = min(high, limit)
    return Annotated[StrictInt, Field(ge=low, le=high)]


def sent(field: Any, needed: bool = False) -> Any:
    """Return the type of a value that a program sends for a field; `needed` refuses the empty text."""
    found: Any
    match field:
        case _ if field.is_relation:
            found = Annotated[NAMED, Field(description="The key, code or reference of a record.")]
        case _ if field.choices:
            words = [value for value, _label in field.flatchoices if value is not None]
            if field.blank and field.empty_strings_allowed and "" not in words:
                words.append("")
            found = Literal[tuple(words)]
        case TranslatedField():
            found = TEXTS
        case models.BooleanField():
            found = StrictBool
        case models.DateTimeField():
            found = WHEN
        case models.DateField():
            found = DAY
        case models.DecimalField():
            found = DECIMAL
        case models.IntegerField():
            found = _whole(field)
        case models.FloatField():
            found = NUMBER
        case models.JSONField():
            if field.default is dict:
                found = dict[str, Any]
            else:
                found = list[Any] if field.default is list else dict[str, Any] | list[Any]
        case _:
            least = 1 if needed or not field.blank else 0
            found = Annotated[_short(field.max_length, least), BeforeValidator(_strict)]
    return found | None if field.null and not needed else found


def _strict(value: Any) -> Any:
    """Let nothing but a text pass for a text."""
    if not isinstance(value, str):
        raise wrong(_("Write a text in quotation marks."))
    return value


def told(field: Any) -> dict[str, Any]:
    """Return the JSON schema of a field in an answer."""
    found = _told(field)
    if field.null or field.is_relation:
        found = {"anyOf": [found, {"type": "null"}]}
    return {**found, "title": str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:]}


def _told(field: Any) -> dict[str, Any]:
    if field.is_relation:
        text = {"type": ["string", "null"]}
        keys = keys_of(field.related_model)
        inner = {key: {**text, "format": "uuid"} if key == "id" else text for key in keys}
        return {"type": "object", "properties": inner, "required": list(keys), "additionalProperties": False}
    match field:
        case TranslatedField():
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case models.BooleanField():
            return {"type": "boolean"}
        case models.DateTimeField():
            return {"type": "string", "format": "date-time"}
        case models.DateField():
            return {"type": "string", "format": "date"}
        case models.DecimalField():
            return {"type": "string"}
        case models.IntegerField():
            return {"type": "integer"}
        case models.FloatField():
            return {"type": "number"}
        case models.JSONField():
            return {}
        case models.UUIDField():
            return {"type": "string", "format": "uuid"}
    return {"type": "string"}
