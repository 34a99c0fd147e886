"""Headroom by fund: what each programme may still promise, and what would be left if a case were approved."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from comity.kernel.access.rules import visible_to
from comity.kernel.base.errors import Refused

from ..models import Envelope, Fund
from ..picture import chart
from ..queries import Headroom, exact, headroom, merged, shortfalls, usd
from .reader import chosen, csv_file, for_person, may, needs

SUMS = ("allotted", "spent", "committed", "reserved", "free")


@dataclass
class Group:
    """The envelopes of a programme, with their sums."""

    programme: Any
    rows: list[Headroom] = field(default_factory=list)

    @property
    def sums(self) -> dict[str, Decimal]:
        return sums(self.rows)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return the rows; the first of each fund says over how many rows its name stands."""
        spans = Counter(one.fund.pk for one in self.rows)
        seen: set[Any] = set()
        found = []
        for one in self.rows:
            found.append({"one": one, "span": 0 if one.fund.pk in seen else spans[one.fund.pk]})
            seen.add(one.fund.pk)
        return found


@dataclass
class WhatIf:
    """An envelope as it would be if something were approved."""

    row: Headroom
    asked: Decimal

    @property
    def after(self) -> Decimal:
        return self.row.free - self.asked


@for_person
def page(request: Any) -> HttpResponse:
    """The envelopes that the reader may see, as chosen."""
    whole = _all(request)
    what = _what_if(request, whole)
    rows, wish = _chosen(request, whole)
    groups: dict[Any, Group] = {}
    for one in rows:
        groups.setdefault(one.programme.pk, Group(one.programme)).rows.append(one)
    context = {
        "groups": list(groups.values()),
        "sums": sums(rows),
        "top": max((one.allotted for one in rows), default=Decimal(0)),
        "chart": chart(rows),
        "wish": wish,
        "programmes": _unique(one.programme for one in whole),
        "funds": _unique(one.fund for one in whole),
        "years": sorted({one.year for one in whole}),
        "what": what,
        "csv": may(request, "export", Envelope),
        "where": "finance/views/headroom.py; finance/queries.py; finance/templates/finance/headroom.html",
    }
    return render(request, "finance/headroom.html", context, status=what.get("status", 200))


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The same numbers for a spreadsheet: a line for each envelope."""
    needs(request, "export", Envelope)
    rows, _wish = _chosen(request, _all(request))
    heads = ["programme", "fund", "year", *SUMS]
    lines = ([one.programme.code, one.fund.code, one.year, *(getattr(one, s) for s in SUMS)] for one in rows)
    return csv_file("headroom", heads, lines)


def sums(rows: list[Headroom]) -> dict[str, Decimal]:
    """Add up the balances of envelopes."""
    return {name: sum((getattr(one, name) for one in rows), Decimal(0)) for name in SUMS}


def _all(request: Any) -> list[Headroom]:
    """Return every envelope that the reader may see."""
    needs(request, "view", Envelope)
    return headroom(rows=visible_to(request.person, Envelope.objects.all(), "view", request.scope))


def _chosen(request: Any, whole: list[Headroom]) -> tuple[list[Headroom], dict[str, str]]:
    """Return the envelopes that the address asks for, and what it asks."""
    wish = {
        "programme": chosen(request, "programme", {one.programme.code for one in whole}),
        "fund": chosen(request, "fund", {one.fund.code for one in whole}),
        "year": chosen(request, "year", {one.year for one in whole}),
    }
    rows = [
        one
        for one in whole
        if wish["programme"] in ("", one.programme.code)
        and wish["fund"] in ("", one.fund.code)
        and wish["year"] in ("", str(one.year))
    ]
    return rows, wish


def _unique(things: Any) -> list[Any]:
    return list({one.pk: one for one in things}.values())


def _what_if(request: Any, whole: list[Headroom]) -> dict[str, Any]:
    """Return what would be left in each envelope: of the form, or of lines FUND:YEAR:AMOUNT that a case sends."""
    said = {
        name: request.GET.get(f"if_{name}", "").strip() for name in ("programme", "fund", "year", "amount")
    }
    lines = [tuple(line.split(":")) for line in request.GET.getlist("line")]
    if said["amount"]:
        lines.append((said["fund"], said["year"], said["amount"]))
    if not lines:
        return {"said": said}
    try:
        return {"said": said, **_left(said["programme"], lines, whole)}
    except Refused as refusal:
        return {"said": said, "faults": [str(refusal.sentence)], "status": 422}


def _left(programme: str, lines: list[Any], whole: list[Headroom]) -> dict[str, Any]:
    """Compare lines with the envelopes of a programme; what is missing is said as it would be at the decision."""
    places = {(one.programme.code, one.fund.code, one.year): one for one in whole}
    known = next((one.programme for one in whole if one.programme.code == programme), None)
    funds = {fund.code: fund for fund in Fund.objects.all()}
    if known is None:
        raise Refused(_("Choose a programme that has an envelope."))
    asked = []
    for line in lines:
        if len(line) != 3 or line[0] not in funds or not line[1].isdecimal() or len(line[1]) != 4:
            raise Refused(_("Write each line as fund, year and amount."))
        asked.append((funds[line[0]].pk, int(line[1]), exact(line[2].replace(",", ""))))
    by_key = {fund.pk: fund for fund in funds.values()}
    after = [
        WhatIf(places[programme, by_key[fund].code, year], amount)
        for (fund, year), amount in merged(asked).items()
        if (programme, by_key[fund].code, year) in places
    ]
    total = sum((one[2] for one in asked), Decimal(0))
    return {"programme": known, "after": after, "total": usd(total), "faults": shortfalls(known.pk, asked)}
