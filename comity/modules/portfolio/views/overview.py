"""The portfolio at a glance: how many, how far, how much, by programme; as a picture, a table and a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from comity.kernel.shell.charts import Chart, stacked

from ..models import Initiative
from ..models.words import Category
from ..queries import GROUPS, Line, by_programme, portfolio, years_of
from ..words import short, whole
from .reader import chosen, csv_file, for_person, may, needs


@for_person
def page(request: Any) -> HttpResponse:
    """The initiatives that the reader may see, by programme and by how far they are."""
    lines, context = _lines(request)
    years = years_of(lines)
    total = sum((line.total for line in lines), 0)
    context |= {
        "rows": [_row(line, years) for line in lines],
        "years": years,
        "sums": [whole(sum(line.years.get(year, 0) for line in lines)) for year in years],
        "total": whole(total),
        "stats": [(name, sum(line.group == key for line in lines)) for key, (name, _s, _h) in GROUPS.items()],
        "numbers": _numbers(lines) if lines else None,
        "money": _money(lines) if total else None,
        "csv": may(request, "export", Initiative),
        "where": "portfolio/views/overview.py; portfolio/queries.py; portfolio/templates/portfolio/overview.html",
    }
    return render(request, "portfolio/overview.html", context)


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The same table for spreadsheets."""
    needs(request, "export", Initiative)
    lines, _context = _lines(request)
    years = years_of(lines)
    heads = [
        _("Code"), _("Title"), _("Programme"), _("State"), _("Class"), _("Sponsor"), _("Case"), _("Cost (USD)"),
        _("Of which to run (USD)"), _("Benefits (USD)"), _("Risk (0 to 4)"), *years,
    ]  # fmt: skip
    rows = [
        [
            one.code, one.title, one.programme, one.flow.states[one.state].label, one.get_category_display(),
            one.sponsor, line.case.reference if line.case else "", line.total, line.run, line.gains, line.risk,
            *(line.years.get(year, "") for year in years),
        ]
        for line in lines
        for one in [line.initiative]
    ]  # fmt: skip
    return csv_file("portfolio", heads, rows)


def _lines(request: Any) -> tuple[list[Line], dict[str, Any]]:
    """Return what the reader asked to see, and the choices for the form."""
    needs(request, "view", Initiative)
    every = portfolio(request.person, request.scope)
    programmes = {str(one.initiative.programme_id): one.initiative.programme for one in every}
    wish = {
        "programme": chosen(request, "programme", programmes),
        "group": chosen(request, "group", GROUPS),
        "category": chosen(request, "category", Category.values),
    }
    lines = [
        line
        for line in every
        if wish["programme"] in ("", str(line.initiative.programme_id))
        and wish["group"] in ("", line.group)
        and wish["category"] in ("", line.initiative.category)
    ]
    choices = {
        "programmes": sorted(programmes.items(), key=lambda pair: str(pair[1])),
        "groups": [(key, name) for key, (name, _states, _hue) in GROUPS.items()],
        "categories": Category.choices,
    }
    return lines, {"wish": wish, "choices": choices}


def _row(line: Line, years: list[int]) -> dict[str, Any]:
    one = line.initiative
    return {
        "initiative": one,
        "state": one.flow.states[one.state],
        "case": line.case,
        "total": whole(line.total) if line.total else "—",
        "gains": whole(line.gains) if line.gains else "—",
        "years": [whole(line.years[year]) if year in line.years else "" for year in years],
        "risk": line.risk,
    }


def _numbers(lines: list[Line]) -> Chart:
    """Draw how many initiatives of each programme are how far."""
    rows = [(name, [float(n) for n in counts.values()]) for name, counts, _money in by_programme(lines)]
    going = sum(line.group in ("approved", "delivery") for line in lines)
    title = _("%(going)s of %(all)s initiatives are approved or under way") % {
        "going": going,
        "all": len(lines),
    }
    series = [(str(name), hue) for name, _states, hue in GROUPS.values()]
    return stacked(rows, series, title, _("Number of initiatives by programme and how far they are"))


def _money(lines: list[Line]) -> Chart:
    """Draw what the preferred options cost, in thousand dollars."""
    rows = [(name, [float(n) / 1000 for n in money.values()]) for name, _counts, money in by_programme(lines)]
    rows = [row for row in rows if sum(row[1])]
    build = sum((line.build for line in lines), 0)
    total = sum((line.total for line in lines), 0)
    title = _("%(total)s USD in all, of which %(share)s %% to plan and build") % {
        "total": short(total), "share": round(100 * build / total),
    }  # fmt: skip
    series = [(str(name), hue) for name, _states, hue in GROUPS.values()]
    note = _("Preferred options of the latest cases, over all years, in prices of their first year.")
    return stacked(rows, series, title, _("Cost in thousands of USD by programme"), note)
