"""Posting a deed: once by its key, all lines or none, envelopes locked in one order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from comity.kernel.actions import hooks
from comity.kernel.actions.write import born
from comity.kernel.audit import journal
from comity.kernel.audit.actors import Actor
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.base.errors import Refused
from comity.kernel.base.models import Tracked
from comity.kernel.base.moment import now

from ..models import Envelope, Kind, Movement
from ..queries import exact


@dataclass(frozen=True)
class Entry:
    """One line of a deed, before it is posted."""

    envelope: Envelope
    kind: Kind
    amount: Decimal
    reverses: Movement | None = None


def locked(keys: Iterable[UUID]) -> list[Envelope]:
    """Lock envelopes until the end of the change, in the order of their keys, and read them as they stand then.

    SQLite has one writer at a time anyhow.
    """
    rows = Envelope.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=list(keys))
    return list(rows.order_by("pk"))


def once(
    actor: Actor, key: str, record: Tracked, plan: Callable[[], list[Entry]], decision: Any, note: str,
    of: tuple[str, UUID] | None = None,
) -> list[Movement]:  # fmt: skip
    """Post a deed, unless its key was posted before; what it finds out under locks is planned inside."""
    kind_of, object_id = of or (record.kind_name(), record.pk)
    with journal.writing(actor, note):
        if done := _posted(key, object_id):
            return done
        entries = plan()
        if done := _posted(key, object_id):  # while we waited for the locks
            return done
        return _post(key, record, (kind_of, object_id), entries, decision, note)


def _posted(key: str, object_id: UUID) -> list[Movement]:
    """Return the movements of a key; a key that another record has used is refused."""
    found = list(Movement.objects.filter(key__startswith=f"{key}#").order_by("id"))
    if any(one.object_id != object_id for one in found):
        raise Refused(_("The key “%(key)s” was used for another record.") % {"key": key})
    return found


def _post(
    key: str, record: Tracked, of: tuple[str, UUID], entries: Sequence[Entry], decision: Any, note: str
) -> list[Movement]:
    """Write movements and their journal; the database folds them into balances, or refuses."""
    counts: dict[UUID, int] = {}
    made, lines = [], []
    for place, entry in enumerate(sorted(entries, key=lambda one: one.envelope.pk), 1):
        counts[entry.envelope.pk] = counts.get(entry.envelope.pk, entry.envelope.moved) + 1
        movement = Movement(
            key=f"{key}#{place}", envelope=entry.envelope, number=counts[entry.envelope.pk], kind=entry.kind,
            amount=exact(entry.amount), kind_of=of[0], object_id=of[1], decision_id=getattr(decision, "pk", None),
            reverses=entry.reverses, note=note[:250], unit_id=entry.envelope.unit_id,
            classification=getattr(record, "classification", 0),
        )  # fmt: skip
        born(movement, now())
        lines.append(journal.entry(movement.kind_name(), movement.pk, "add", after=snapshot(movement)))
        movement.entry_id = lines[-1].pk
        made.append(movement)
    journal.store(lines)
    try:
        with transaction.atomic():
            Movement._base_manager.bulk_create(made)
    except IntegrityError as error:
        raise Refused(_("Money can be promised once: the database refused this movement.")) from error
    hooks.run(made, "add")
    return made
