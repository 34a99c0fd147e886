"""What is done with money: allot, reserve, release, commit, spend, give back, reverse.

Every deed names itself by a `key` and is done once: the same key again changes nothing and returns what it
did. All lines of a deed are posted, or none. Envelopes are locked in one order, so that two deeds wait for each
other and never for good. Whoever calls has asked the right: a deed follows from a step, a decision or a page.
"""

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

from .models import Change, Envelope, EnvelopeProposal, Holding, Kind, Movement
from .queries import Line, faults, merged, usd


@dataclass(frozen=True)
class Entry:
    """One line of a deed, before it is posted."""

    envelope: Envelope
    kind: Kind
    amount: Decimal
    reverses: Movement | None = None


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

    return _once(actor, key, record, plan, decision, note)


def release(
    actor: Actor, *, key: str, record: Tracked, decision: Any = None, note: str = "",
    envelopes: Sequence[Envelope] | None = None,
) -> list[Movement]:  # fmt: skip
    """Give back what a record has reserved and not committed, everywhere or in some envelopes."""

    def plan() -> list[Entry]:
        rows = _held(record, envelopes)
        return [Entry(one, Kind.RELEASE, -row.reserved) for one, row in rows if row.reserved]

    return _once(actor, key, record, plan, decision, note)


def commit(
    actor: Actor, *, key: str, record: Tracked, lines: Iterable[Line], decision: Any = None, note: str = ""
) -> list[Movement]:
    """Turn what a record has reserved into commitments: [(fund, year, amount)]; a negative amount turns it back."""
    return _once(actor, key, record, _drawn(record, lines, Kind.COMMITMENT, "reserved", "committed"), decision, note)


def spend(
    actor: Actor, *, key: str, record: Tracked, lines: Iterable[Line], decision: Any = None, note: str = ""
) -> list[Movement]:
    """Record that what a record has committed was spent: [(fund, year, amount)]."""
    return _once(actor, key, record, _drawn(record, lines, Kind.EXPENDITURE, "committed", "spent"), decision, note)


def refund(
    actor: Actor, *, key: str, record: Tracked, lines: Iterable[Line], decision: Any = None, note: str = ""
) -> list[Movement]:
    """Record money that came back: [(fund, year, amount above zero)]; it is free again, even if it was spent earlier."""
    sums = merged(lines)

    def plan() -> list[Entry]:
        rows = {(one.fund_id, one.year): one for one, _row in _held(record)}
        for place, amount in sums.items():
            if place not in rows or amount < 0:
                raise Refused(_("Money comes back to an envelope that the record has drawn on, in amounts above zero."))
        return [Entry(rows[place], Kind.REFUND, -amount) for place, amount in sums.items()]

    return _once(actor, key, record, plan, decision, note)


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
    return _once(actor, key, movement, plan, None, reason, of=(movement.kind_of, movement.object_id))[0]


def allot(actor: Actor, proposal: EnvelopeProposal, decision: Any = None) -> list[Movement]:
    """Give or take what an approved proposal says; a new envelope begins here. Runs in the step that approves."""

    def plan() -> list[Entry]:
        if proposal.change == Change.TRANSFER:
            assert proposal.taken_from_id
            target = envelope_for(actor, proposal, decision)
            both = {one.pk: one for one in locked([target.pk, proposal.taken_from_id])}
            gives = both[proposal.taken_from_id]
            _enough(gives, proposal.amount)
            return [
                Entry(gives, Kind.ALLOCATION, -proposal.amount),
                Entry(both[target.pk], Kind.ALLOCATION, proposal.amount),
            ]
        envelope = locked([envelope_for(actor, proposal, decision).pk])[0]
        if proposal.change == Change.DECREASE:
            _enough(envelope, proposal.amount)
        sign = -1 if proposal.change == Change.DECREASE else 1
        return [Entry(envelope, Kind.ALLOCATION, sign * proposal.amount)]

    return _once(actor, f"allot:{proposal.pk}", proposal, plan, decision, "")


def _enough(envelope: Envelope, amount: Decimal) -> None:
    if envelope.free < amount:
        raise Refused(
            _("%(envelope)s has %(free)s free, so %(amount)s cannot be taken from it.")
            % {"envelope": envelope.code, "free": usd(envelope.free), "amount": usd(amount)}
        )


def envelope_for(actor: Actor, proposal: EnvelopeProposal, decision: Any) -> Envelope:
    """Return the envelope that a proposal is about; only one for a new envelope, or a transfer, begins it."""
    known = Envelope.objects.filter(
        programme=proposal.programme_id, fund=proposal.fund_id, year=proposal.year
    ).first()
    if known and proposal.change == Change.NEW:
        raise Refused(_("There is an envelope %(envelope)s already: propose an increase.") % {"envelope": known.code})
    if known:
        return known
    if proposal.change in (Change.INCREASE, Change.DECREASE):
        raise Refused(_("There is no such envelope yet: propose a new one."))
    envelope = Envelope(
        programme=proposal.programme, fund=proposal.fund, year=proposal.year, unit=proposal.unit, proposal=proposal,
        decision=decision, code=f"{proposal.programme.code}-{proposal.fund.code}-{proposal.year}",
    )  # fmt: skip
    born(envelope, now())
    with journal.writing(actor):
        entry = journal.record(envelope.kind_name(), envelope.pk, "add", after=snapshot(envelope))
        envelope.entry_id = entry.pk
        envelope.save(force_insert=True)
        hooks.run([envelope], "add")
    return envelope


def _of(programme_id: Any, places: Iterable[tuple[UUID, int]]) -> list[UUID]:
    """Return the keys of the envelopes of a programme at (fund, year)."""
    wanted = set(places)
    rows = Envelope.objects.filter(programme=programme_id, fund__in={fund for fund, _year in wanted})
    return [pk for pk, fund, year in rows.values_list("pk", "fund_id", "year") if (fund, year) in wanted]


def locked(keys: Iterable[UUID]) -> list[Envelope]:
    """Lock envelopes until the end of the change, in the order of their keys, and read them as they stand then.

    SQLite has one writer at a time anyhow.
    """
    rows = Envelope.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=list(keys))
    return list(rows.order_by("pk"))


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


def _short(kind: Kind, envelope: Envelope | None, place: tuple[UUID, int], amount: Decimal, there: Decimal) -> Any:
    """Say that a record does not hold as much as it is to commit or spend."""
    said = {"envelope": envelope.code if envelope else place[1], "amount": usd(amount), "there": usd(there)}
    if kind == Kind.COMMITMENT:
        return _("%(envelope)s: %(amount)s cannot be committed, because the record holds %(there)s there.") % said
    return _("%(envelope)s: %(amount)s cannot be spent, because the record has committed %(there)s there.") % said


def _once(
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
            amount=entry.amount, kind_of=of[0], object_id=of[1], decision_id=getattr(decision, "pk", None),
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
