"""The end of a year: what is reserved and not committed is released, carried forward or kept, all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import ask, visible_to
from comity.kernel.audit import journal
from comity.kernel.audit.actors import Actor
from comity.kernel.base.errors import Refused

from .actions import release, reserve
from .actions.posting import locked
from .models import Envelope, Holding
from .subjects import records

CHOICES = {
    "keep": _("Keep in this year"),
    "release": _("Release"),
    "carry": _("Carry forward to the next year"),
}


@dataclass
class Open:
    """A promise of a year that is neither committed nor released; `next` is the envelope of the next year, if any."""

    holding: Holding
    record: Any
    next: Envelope | None

    @property
    def key(self) -> str:
        return str(self.holding.pk)

    @property
    def usual(self) -> str:
        """Return what the rules of the fund suggest."""
        return "carry" if self.holding.envelope.fund.carries_forward and self.next else "release"


class Rehearsed(Exception):
    """Raised to undo a rehearsal."""


def open_promises(year: int, person: Any, scope: Any) -> tuple[list[Open], Decimal]:
    """Return the open promises of a year for records that a person may see, and the sum of those they may not."""
    envelopes = visible_to(person, Envelope.objects.filter(year=year), "work", scope)
    rows = Holding.objects.filter(envelope__in=envelopes, reserved__gt=0)
    held = list(rows.select_related("envelope__fund", "envelope__programme").order_by("envelope__code", "id"))
    known = records([(one.kind_of, one.object_id) for one in held], person, scope)
    later = {(one.programme_id, one.fund_id): one for one in Envelope.objects.filter(year=year + 1)}
    shown = [
        Open(one, known[one.object_id], later.get((one.envelope.programme_id, one.envelope.fund_id)))
        for one in held
        if one.object_id in known
    ]
    hidden = sum((one.reserved for one in held if one.object_id not in known), Decimal(0))
    return shown, hidden


def close(actor: Actor, promises: Sequence[Open], choices: Mapping[str, str], reason: str) -> list[Any]:
    """Do what was chosen for each promise: all of it, or nothing; the same again does nothing more."""
    made: list[Any] = []
    with journal.writing(actor, reason):
        # All envelopes first, in one order: releases and promises lock them one by one.
        locked({e.pk for one in promises for e in (one.holding.envelope, one.next) if e is not None})
        for one in promises:
            choice = choices.get(one.key, "keep")
            if choice not in CHOICES:
                raise Refused(_("Choose for each promise what becomes of it."))
            if choice != "keep":
                ask(actor, "work", one.holding.envelope)
                made += _close(actor, one, choice, reason)
    return made


def _close(actor: Actor, one: Open, choice: str, reason: str) -> list[Any]:
    envelope = one.holding.envelope
    key = f"year-end:{one.holding.pk}:{one.holding.moved}"
    amount = one.holding.reserved
    if choice == "carry" and not envelope.fund.carries_forward:
        raise Refused(
            _("%(envelope)s: promises of this fund are not carried forward.") % {"envelope": envelope.code}
        )
    made = release(actor, key=f"{key}:out", record=one.record, note=reason, envelopes=[envelope])
    if choice == "carry" and made:
        made += reserve(
            actor, key=f"{key}:in", record=one.record, programme_id=envelope.programme_id,
            lines=[(envelope.fund_id, envelope.year + 1, amount)], note=reason,
        )  # fmt: skip
    return made


def rehearse(actor: Actor, promises: Sequence[Open], choices: Mapping[str, str]) -> list[Any]:
    """Do it all and undo it, so that the preview is what would happen; refused as the deed itself would be."""
    made: list[Any] = []
    try:
        with transaction.atomic():
            made = close(actor, promises, choices, "Rehearsal")
            raise Rehearsed
    except Rehearsed:
        return made
