"""Adding, changing and removing one record."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _

from ..access.rules import ask
from ..audit import journal
from ..audit.actors import Actor
from ..audit.snapshot import snapshot
from ..base.errors import Refused, Stale
from ..base.models import Record, Tracked, column
from ..base.moment import now
from . import hooks
from .models import Counter

M = TypeVar("M", bound=Tracked)


def refused(error: ValidationError) -> Refused:
    """Turn a model's complaint into a refusal that names the fields."""
    if hasattr(error, "error_dict"):
        fields: dict[str, list[str]] = {
            "" if name == "__all__" else name: [str(line) for line in ValidationError(said).messages]
            for name, said in error.error_dict.items()
        }
    else:
        fields = {"": error.messages}
    return Refused(_("Some fields need another look; nothing was changed."), fields, code="fields")


def check(record: Tracked, only: Iterable[str] | None = None) -> None:
    """Refuse values the model does not accept; decimals get their places."""
    fields = record._meta.local_concrete_fields
    own = ("entry_id", "created_at", "changed_at", "reference", "state", "state_since")
    exclude = {f.name for f in fields if f.name in own or (only is not None and f.name not in only)}
    try:
        record.full_clean(exclude=exclude, validate_unique=True)
    except ValidationError as error:
        raise refused(error) from error
    if only is None:
        _complete(record, own)
    for f in fields:
        value = getattr(record, f.attname)
        if isinstance(f, models.DecimalField) and isinstance(value, Decimal):
            setattr(record, f.attname, value.quantize(Decimal(1).scaleb(-f.decimal_places)))


def _complete(record: Tracked, own: Iterable[str]) -> None:
    """Refuse a row that lacks what the table needs; Django looks only at fields that people may edit."""
    lacking = [
        f for f in record._meta.local_concrete_fields
        if not f.null and f.name not in own and getattr(record, f.attname) is None and not f.editable
    ]  # fmt: skip
    if lacking:
        raise refused(ValidationError({f.name: f.error_messages["null"] for f in lacking}))


def assign(record: Tracked, values: dict[str, Any]) -> None:
    """Set fields by name; an unknown name is the caller's mistake and is named."""
    known = {f.name for f in record._meta.local_concrete_fields} | {
        f.attname for f in record._meta.local_concrete_fields
    }
    for name, value in values.items():
        if name not in known:
            raise Refused(
                _("There is no field “%(field)s” here.") % {"field": name}, {name: [_("Unknown field.")]}
            )
        setattr(record, name, value)


def born(record: Tracked, moment: datetime) -> None:
    """Give a new record its moment, first state and version."""
    record.created_at = record.changed_at = moment
    record.version = 1
    if record.flow is not None:
        record.state = getattr(record, "state", "") or record.flow.initial().name
        record.state_since = moment


def prefix_of(thing: Tracked | type[Tracked]) -> str:
    """Return the letters before the references of a model, or of a record whose `prefix` is a property."""
    said = getattr(thing, "prefix", "")
    return said if isinstance(said, str) and said else thing._meta.model_name[:3].upper()  # type: ignore[index]


def add(
    actor: Actor, model: type[M], /, *, reason: str = "", happened_at: datetime | None = None, **values: Any
) -> M:
    """Add a record of `model` for `actor`, who needs the right to add where the record belongs."""
    record = model()
    assign(record, values)
    born(record, happened_at or now())
    check(record)
    ask(actor, "add", record)
    insert(actor, record, reason, happened_at)
    return record


def insert(actor: Actor, record: Tracked, reason: str = "", when: datetime | None = None) -> None:
    """Journal and store a new row that is complete; the caller has asked the right."""
    with journal.writing(actor, reason):
        if isinstance(record, Record):
            record.reference = Counter.take(prefix_of(record), record.created_at.year)[0]
        after = snapshot(record)
        record.entry_id = journal.record(
            record.kind_name(), record.pk, "add", after=after, happened_at=when or record.created_at
        ).pk
        record.save(force_insert=True)
        hooks.run([record], "add")


def write(
    actor: Actor, record: Tracked, verb: str, before: dict[str, Any], reason: str, when: datetime | None
) -> bool:
    """Journal and store what differs from `before`; False when nothing does. The caller has asked the right."""
    after = snapshot(record)
    changed = [name for name in after if after[name] != before[name]]
    if not changed and verb == "change":
        return False
    old, moment = record.version, now()
    record.was = {name: before[name] for name in changed}  # for hooks
    with journal.writing(actor, reason):
        entry = journal.record(
            record.kind_name(), record.pk, verb,
            before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
            happened_at=when,
        )  # fmt: skip
        record.entry_id, record.version, record.changed_at = entry.pk, old + 1, moment
        columns = {"entry_id": entry.pk, "version": old + 1, "changed_at": moment}
        columns |= {column(record, name).attname: after[name] for name in changed}
        if not type(record)._base_manager.filter(pk=record.pk, version=old).update(**columns):
            raise Stale
        hooks.run([record], verb)
    return True


def change(
    actor: Actor,
    record: M,
    /,
    *,
    reason: str = "",
    expect: int | None = None,
    happened_at: datetime | None = None,
    **values: Any,
) -> M:
    """Change fields of a record; the right is asked where it was and where it will be.

    `expect` is the version the person was looking at: another one is refused.
    """
    if expect is not None and expect != record.version:
        raise Stale
    ask(actor, "change", record)
    before = snapshot(record)
    assign(record, values)
    check(record)
    ask(actor, "change", record)
    write(actor, record, "change", before, reason, happened_at)
    return record


def remove(actor: Actor, record: Tracked, reason: str) -> None:
    """Remove a record for a reason; its journal stays. What others refer to stays too, and says so."""
    ask(actor, "remove", record)
    if not reason.strip():
        raise Refused(_("Say why this is removed."), {"reason": [_("Write a reason.")]})
    drop(actor, record, reason)


def drop(actor: Actor, record: Tracked, reason: str) -> None:
    """Journal and delete a row; the caller has asked the right."""
    with journal.writing(actor, reason):
        journal.record(record.kind_name(), record.pk, "remove", before=snapshot(record))
        hooks.run([record], "remove")
        try:
            # By query, so that the caller's copy keeps its key.
            type(record)._base_manager.filter(pk=record.pk).delete()
        except (ProtectedError, RestrictedError) as error:
            some = ", ".join(str(one) for one in list(getattr(error, "protected_objects", ()))[:3])
            raise Refused(
                _("This cannot be removed, because other records refer to it: %(records)s.")
                % {"records": some}
            ) from error
