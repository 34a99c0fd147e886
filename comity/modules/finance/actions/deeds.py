"""Promise, release, commit, spend, give back, reverse."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from comity.kernel.audit.actors import Actor
from comity.kernel.base.errors import Refused
from comity.kernel.base.models import Tracked

from ..models import Envelope, Holding, Kind, Movement
from ..queries import Line, faults, merged, usd
from .posting import Entry, locked, once


def reserve(
    actor: Actor, *, key: str, record: Tracked, programme_id: Any, lines: Iterable[Line], decision: Any = None,
    note: str = "",
) -> list[Movement]:  # fmt: skip
    """Promise money of a programme to a record: [(fund, year, amount)], all of it or, with the sentences why, nothing."""
    sums = merged(lines)

    def plan() -> list[Entry]:
        places = [place for place, _amount in sums.items()]
        found = locked(_of(programme_id, places))
        envelopes = {(one.fund_id, one.year): one for one in found}
        wrong = faults(programme_id, sums, envelopes, getattr(record, "unit", None))
        if wrong:
            raise Refused(" ".join(wrong), code="shortfall")
        return [Entry(envelopes[place], Kind.RESERVATION, amount) for place, amount in sums.items()]

    return once(actor, key, record, plan, decision, note)


def release(
    actor: Actor, *, key: str, record: Tracked, decision: Any = None, note: str = "",
    envelopes: Sequence[Envelope] | None = None,
) -> list[Movement]:  # fmt: skip
    """Give back what a record has reserved and not committed, everywhere or in some envelopes."""

    def plan() -> list[Entry]:
        rows = _held(record, envelopes)
        return [Entry(one, Kind.RELEASE, -row.reserved) for one, row in rows if row.reserved]

    return once(actor, key, record, plan, decision, note)


def commit(
    actor: Actor, *, key: str, record: Tracked, lines: Iterable[Line], decision: Any = None, note: str = ""
) -> list[Movement]:
    """Turn what a record has reserved into commitments: [(fund, year, amount)]; a negative amount turns it back."""
    return once(
        actor, key, record, _drawn(record, lines, Kind.COMMITMENT, "reserved", "committed"), decision, note
    )


def spend(
    actor: Actor, *, key: str, record: Tracked, lines: Iterable[Line], decision: Any = None, note: str = ""
) -> list[Movement]:
    """Record that what a record has committed was spent: [(fund, year, amount)]."""
    return once(
        actor, key, record, _drawn(record, lines, Kind.EXPENDITURE, "committed", "spent"), decision, note
    )


def refund(
    actor: Actor, *, key: str, record: Tracked, lines: Iterable[Line], decision: Any = None, note: str = ""
) -> list[Movement]:
    """Record money that came back: [(fund, year, amount above zero)]; it is free again, even if it was spent earlier."""
    sums = merged(lines)

    def plan() -> list[Entry]:
        rows = {(one.fund_id, one.year): one for one, _row in _held(record)}
        for place, amount in sums.items():
            if place not in rows or amount < 0:
                raise Refused(
                    _("Money comes back to an envelope that the record has drawn on, in amounts above zero.")
                )
        return [Entry(rows[place], Kind.REFUND, -amount) for place, amount in sums.items()]

    return once(actor, key, record, plan, decision, note)


def reverse(actor: Actor, movement: Movement, reason: str) -> Movement:
    """Correct a movement by its opposite, for a reason; an allotment is corrected by another decision instead."""
    if not reason.strip():
        raise Refused(_("Write a reason."), {"reason": [_("Write a reason.")]})
    if movement.kind == Kind.ALLOCATION:
        raise Refused(_("An allotment is changed by another decision, not by a reversal."))

    def plan() -> list[Entry]:
        envelope = locked([movement.envelope_id])[0]
        if Movement.objects.filter(reverses=movement).exists():
            raise Refused(_("This movement was reversed already."))
        return [Entry(envelope, Kind(movement.kind), -movement.amount, movement)]

    key = f"reverse:{movement.pk}"
    return once(actor, key, movement, plan, None, reason, of=(movement.kind_of, movement.object_id))[0]


def _of(programme_id: Any, places: Iterable[tuple[UUID, int]]) -> list[UUID]:
    """Return the keys of the envelopes of a programme at (fund, year)."""
    wanted = set(places)
    rows = Envelope.objects.filter(programme=programme_id, fund__in={fund for fund, _year in wanted})
    return [pk for pk, fund, year in rows.values_list("pk", "fund_id", "year") if (fund, year) in wanted]


def _held(record: Tracked, envelopes: Sequence[Envelope] | None = None) -> list[tuple[Envelope, Holding]]:
    """Lock the envelopes in which a record holds something, then read what it holds."""
    keys = Holding.objects.filter(object_id=record.pk).values_list("envelope_id", flat=True)
    chosen = set(keys) if envelopes is None else set(keys) & {one.pk for one in envelopes}
    found = {one.pk: one for one in locked(chosen)}
    rows = Holding.objects.filter(object_id=record.pk, envelope__in=found).order_by("envelope_id")
    return [(found[row.envelope_id], row) for row in rows]


def _drawn(
    record: Tracked, lines: Iterable[Line], kind: Kind, source: str, target: str
) -> Callable[[], list[Entry]]:
    """Return the plan that moves what a record holds from one balance to the next."""
    sums = merged(lines)

    def plan() -> list[Entry]:
        rows = {(one.fund_id, one.year): (one, row) for one, row in _held(record)}
        made = []
        for place, amount in sums.items():
            envelope, row = rows.get(place, (None, None))
            there = getattr(row, source if amount > 0 else target) if row else Decimal(0)
            if envelope is None or abs(amount) > there:
                raise Refused(_short(kind, envelope, place, amount, there))
            made.append(Entry(envelope, kind, amount))
        return made

    return plan


def _short(
    kind: Kind, envelope: Envelope | None, place: tuple[UUID, int], amount: Decimal, there: Decimal
) -> Any:
    """Say that a record does not hold as much as it is to commit or spend."""
    said = {"envelope": envelope.code if envelope else place[1], "amount": usd(amount), "there": usd(there)}
    if kind == Kind.COMMITMENT:
        return (
            _("%(envelope)s: %(amount)s cannot be committed, because the record holds %(there)s there.")
            % said
        )
    return (
        _("%(envelope)s: %(amount)s cannot be spent, because the record has committed %(there)s there.")
        % said
    )
