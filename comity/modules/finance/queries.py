"""What people ask of money: what is free, what is missing, what a record holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from comity.kernel.base.errors import Refused
from comity.kernel.base.money import MOST
from comity.kernel.people.models import Unit
from comity.kernel.shell.charts.figure import number

from .models import Earmark, Envelope, Fund, Holding
from .models.folding import ADDS

CENT = Decimal("0.01")
# (fund, year, amount)
Line = tuple[UUID, int, Decimal]


@dataclass(frozen=True)
class Headroom:
    """An envelope as it stands: what was given, and where it is."""

    programme: Any
    fund: Fund
    year: int
    allotted: Decimal
    reserved: Decimal
    committed: Decimal
    spent: Decimal
    envelope: Envelope

    @property
    def free(self) -> Decimal:
        return self.allotted - self.reserved - self.committed - self.spent


@dataclass(frozen=True)
class Held:
    """What a record holds in an envelope."""

    envelope: Envelope
    reserved: Decimal
    committed: Decimal
    spent: Decimal


def headroom(
    programme: Any = None, fund: Any = None, years: Iterable[int] | None = None, rows: Any = None
) -> list[Headroom]:
    """Return the envelopes of a programme and fund (records or keys) in some years; `rows` cuts them to a reader's."""
    found = Envelope.objects.all() if rows is None else rows
    if programme is not None:
        found = found.filter(programme=programme)
    if fund is not None:
        found = found.filter(fund=fund)
    if years is not None:
        found = found.filter(year__in=list(years))
    found = found.select_related("programme", "fund").order_by("programme__code", "fund__code", "year")
    return [
        Headroom(one.programme, one.fund, one.year, one.allotted, one.reserved, one.committed, one.spent, one)
        for one in found
    ]


def usd(amount: Decimal) -> str:
    """Write an amount for a sentence, cents only where there are some."""
    whole = amount == amount.to_integral_value()
    return number(int(amount) if whole else float(amount), "USD")


def exact(amount: Any) -> Decimal:
    """Return an amount with its two decimals; a finer one is refused, not rounded."""
    try:
        value = Decimal(str(amount))
        cents = value.quantize(CENT)
    except InvalidOperation as error:
        raise Refused(_("“%(value)s” is not an amount.") % {"value": amount}) from error
    if cents.is_nan() or abs(cents) >= MOST / 100:
        raise Refused(_("“%(value)s” is too large an amount.") % {"value": amount})
    if cents != value:
        raise Refused(_("“%(value)s” has more than two decimals.") % {"value": amount})
    return cents


def merged(lines: Iterable[Line]) -> dict[tuple[UUID, int], Decimal]:
    """Add up lines of the same fund and year; nothing is left of those that come to zero."""
    sums: dict[tuple[UUID, int], Decimal] = {}
    for fund, year, amount in lines:
        place = UUID(str(fund)), int(year)
        sums[place] = sums.get(place, Decimal(0)) + exact(amount)
    return {place: amount for place, amount in sums.items() if amount}


def shortfalls(programme_id: Any, lines: Iterable[Line], unit: Unit | None = None) -> list[str]:
    """Say, line by line, why a programme cannot promise this; an empty list says that it can."""
    sums = merged(lines)
    envelopes = {
        (one.fund_id, one.year): one
        for one in Envelope.objects.filter(programme=programme_id, fund__in={fund for fund, _year in sums})
    }
    return faults(programme_id, sums, envelopes, unit)


def faults(
    programme_id: Any, sums: dict[tuple[UUID, int], Decimal], envelopes: dict[tuple[UUID, int], Envelope],
    unit: Unit | None,
) -> list[str]:  # fmt: skip
    """Compare amounts with envelopes that the caller has read (and perhaps locked)."""
    funds = Fund.objects.in_bulk({fund for fund, _year in sums})
    marks = marks_of(funds)
    found = []
    for (fund_id, year), amount in sorted(sums.items(), key=lambda line: (str(line[0][0]), line[0][1])):
        fund, envelope = funds.get(fund_id), envelopes.get((fund_id, year))
        if fund is None:
            found.append(_("There is no such fund: %(fund)s.") % {"fund": fund_id})
        elif amount < 0:
            found.append(
                _("%(fund)s, %(year)s: an amount is above zero.") % {"fund": fund.code, "year": year}
            )
        elif sentence := ineligible(fund, marks.get(fund.pk, []), programme_id, unit):
            found.append(sentence)
        elif envelope is None:
            found.append(
                _("%(fund)s, %(year)s: the programme has no envelope.") % {"fund": fund.code, "year": year}
            )
        elif envelope.free < amount:
            found.append(
                _("%(envelope)s: %(asked)s are asked for and %(free)s are free, so %(missing)s are missing.")
                % {
                    "envelope": envelope.code, "asked": usd(amount), "free": usd(envelope.free),
                    "missing": usd(amount - envelope.free),
                }
            )  # fmt: skip
    return found


def marks_of(funds: Iterable[Any]) -> dict[UUID, list[Earmark]]:
    """Return the earmarks of funds, in one query."""
    found: dict[UUID, list[Earmark]] = {}
    for mark in Earmark.objects.filter(fund__in=list(funds)).select_related("programme", "unit"):
        found.setdefault(mark.fund_id, []).append(mark)
    return found


def ineligible(fund: Fund, marks: Sequence[Earmark], programme_id: Any, unit: Unit | None) -> str:
    """Say why a fund may not pay for a programme (and a unit, if one is known); empty when it may."""

    def fits(mark: Earmark) -> bool:
        programme = mark.programme_id is None or str(mark.programme_id) == str(programme_id)
        place = mark.unit is None or unit is None or unit.path.startswith(mark.unit.path)
        return programme and place

    if not marks or any(fits(mark) for mark in marks):
        return ""
    uses = ", ".join(" / ".join(p.code for p in (mark.programme, mark.unit) if p) for mark in marks)
    return _("The fund %(fund)s is earmarked for %(uses)s and cannot pay for this.") % {
        "fund": fund.code, "uses": uses,
    }  # fmt: skip


def reserved_for(record: Any) -> list[Held]:
    """Return what a record holds, envelope by envelope."""
    rows = Holding.objects.filter(object_id=record.pk).select_related("envelope__fund", "envelope__programme")
    return [
        Held(row.envelope, row.reserved, row.committed, row.spent) for row in rows.order_by("envelope__code")
    ]


def changes_by(decision: Any, envelopes: Any) -> list[tuple[Envelope, Decimal, Decimal]]:
    """Return what was free in envelopes before the movements of a decision, and after them."""
    found = []
    for envelope in envelopes.order_by("code"):
        numbers = list(envelope.movements.filter(decision=decision).values_list("number", flat=True))
        if numbers:
            found.append(
                (envelope, free_after(envelope, min(numbers) - 1), free_after(envelope, max(numbers)))
            )
    return found


def free_after(envelope: Envelope, number: int) -> Decimal:
    """Return what was free after a movement of an envelope, from the sums of its movements by kind."""
    rows = envelope.movements.filter(number__lte=number).order_by().values_list("kind")
    free = Decimal(0)
    for kind, total in rows.annotate(total=Sum("amount")):
        free += effect(kind, total)
    return free


def effect(kind: str, amount: Decimal) -> Decimal:
    """Return what a movement does to what is free."""
    signs = {"+": 1, "-": -1}
    moved = {name: signs.get(kinds.get(kind, ""), 0) * amount for name, kinds in ADDS.items()}
    return Decimal(moved["allotted"] - moved["reserved"] - moved["committed"] - moved["spent"])


def held_by(keys: Iterable[UUID]) -> list[Held]:
    """Return what several records hold, in one query, for who asks about many."""
    rows = Holding.objects.filter(object_id__in=list(keys)).select_related("envelope")
    return [
        Held(row.envelope, row.reserved, row.committed, row.spent)
        for row in rows.order_by("envelope__code", "id")
    ]
