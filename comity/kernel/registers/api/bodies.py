"""What may be written: one pydantic model for each act of a register, and from its values to the write path."""

from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError as Complaint
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from ...base.errors import Refused
from ...flow.flows import Step
from ...flow.models import Disposition, Stance
from ...tongues.text import TranslatedField, to_text
from ..register import Register
from .kinds import sent
from .lists import Named
from .shape import kept

REASON = "reason"
# Before the names of fields, so that none can hide what a pydantic model calls its own.
OWN = "own_"
LONG = Annotated[str, StringConstraints(max_length=20_000)]
KEY = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
STRICT = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)
SENTENCES: dict[str, str | Promise] = {
    "missing": _("This is needed."),
    "extra_forbidden": _("There is no such field here, or it is not written by people."),
    "string_type": _("Write a text in quotation marks."),
    "string_too_short": _("This must not be empty."),
    "string_too_long": _("Write at most %(max_length)s characters."),
    "int_type": _("Write a whole number."),
    "int_from_float": _("Write a whole number."),
    "bool_type": _("Write true or false."),
    "greater_than_equal": _("Write a number of at least %(ge)s."),
    "less_than_equal": _("Write a number of at most %(le)s."),
    "literal_error": _("Write one of: %(expected)s."),
    "dict_type": _("Write an object: {…}."),
    "model_type": _("Write an object: {…}."),
    "list_type": _("Write a list: […]."),
    "string_pattern_mismatch": _("Write the key of a record."),
}


class Answered(BaseModel):
    """What a decision makes of one advice."""

    model_config = STRICT
    disposition: Literal[tuple(Disposition.values)]  # type: ignore[valid-type]
    reason: LONG = ""


class Said(BaseModel):
    """Something said on a record."""

    model_config = STRICT
    text: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
    internal: bool = False


class Advised(BaseModel):
    """Advice on a record."""

    model_config = STRICT
    stance: Literal[tuple(Stance.values)]  # type: ignore[valid-type]
    text: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class Removal(BaseModel):
    """Why a record is removed."""

    model_config = STRICT
    reason: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


def writable(register: type[Register]) -> list[str]:
    """Return the fields a program may write: those of the form, without files."""
    fields = [register.model._meta.get_field(name) for name in register.form_fields()]
    return [f.name for f in fields if not isinstance(f, models.FileField | models.BinaryField)]


def _fields(register: type[Register], names: list[str], needed: bool) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name in names:
        field: Any = register.model._meta.get_field(name)
        must = needed and not field.blank and not field.has_default()
        # A field that is left out keeps its value or its default, so the None here is never read.
        made[OWN + name] = (sent(field), Field(alias=name) if must else Field(None, alias=name))
    return made


def _reason(register: type[Register]) -> dict[str, Any]:
    """Let a reason for the journal be sent, unless the register has a field of that name."""
    return {} if REASON in writable(register) else {REASON: (LONG, "")}


def _named(register: type[Register], what: str, made: dict[str, Any]) -> type[BaseModel]:
    return create_model(
        f"{register.model._meta.app_label}_{register.model.__name__}_{what}", __config__=STRICT, **made
    )


@kept
def addition(register: type[Register]) -> type[BaseModel]:
    """Return what is sent to add a record: its fields, and a reason for the journal."""
    return _named(register, "add", _reason(register) | _fields(register, writable(register), True))


@kept
def alteration(register: type[Register]) -> type[BaseModel]:
    """Return what is sent to change a record: the fields that change, and a reason for the journal."""
    return _named(register, "change", _reason(register) | _fields(register, writable(register), False))


@kept
def step_body(register: type[Register], name: str) -> type[BaseModel]:
    """Return what is sent with a step: its fields, the reason, the fate of each advice."""
    step: Step = register.model.flow.steps[name]
    inner = _fields(register, list(step.optional), False)
    for one in step.fields:
        inner[OWN + one] = (sent(register.model._meta.get_field(one), needed=True), Field(alias=one))
    fields = _named(register, f"{name}_fields", inner)
    long = Annotated[LONG, StringConstraints(min_length=1)] if step.asks_reason else LONG
    made: dict[str, Any] = {"fields": (fields, ...) if step.fields else (fields | None, None)}
    made[REASON] = (long, ...) if step.asks_reason else (long, "")
    if step.disposes:
        made["dispositions"] = (dict[KEY, Answered], {})
    return _named(register, name, made)


def read(form: type[BaseModel], content: dict[str, Any]) -> Any:
    """Check what was sent; a fault names its field in a sentence."""
    try:
        return form.model_validate(content, strict=None)
    except ValidationError as error:
        faults: dict[str, list[str]] = {}
        for one in error.errors(include_url=False)[:50]:
            place = ".".join(str(part) for part in one["loc"] if part != "[key]")[:200]
            faults.setdefault(place, []).append(_sentence(one))
        raise Refused(
            _("Some fields need another look; nothing was changed."), faults, code="fields"
        ) from error


def _sentence(fault: Any) -> str:
    given = fault.get("ctx", {})
    if fault["type"] == "sentence":
        return str(given["said"])
    return str(SENTENCES.get(fault["type"], _("This value does not fit."))) % given


def values(register: type[Register], given: BaseModel | None, person: Any, scope: Any) -> dict[str, Any]:
    """Turn checked values into those of the write path: texts by language, records for their names."""
    found, faults = {}, {}
    for own in given.model_fields_set if given else ():
        if not own.startswith(OWN):
            continue
        name, value = own.removeprefix(OWN), getattr(given, own)
        field: Any = register.model._meta.get_field(name)
        try:
            found[name] = _value(field, value, person, scope)
        except Complaint as complaint:
            faults[name] = complaint.messages
    if faults:
        raise Refused(_("Some fields need another look; nothing was changed."), faults, code="fields")
    return found


def _value(field: Any, value: Any, person: Any, scope: Any) -> Any:
    if value is None:
        return None
    if field.is_relation:
        limit = field.get_limit_choices_to() or None
        return Named(field.related_model, person, scope, limit=limit, required=False).to_python(value)
    if isinstance(field, TranslatedField):
        return to_text(value)
    return field.to_python(value)
