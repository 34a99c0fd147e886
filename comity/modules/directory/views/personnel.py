"""ICT personnel by office and category: annex IV of A/62/793 counted anew from the records of appointment."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.kernel.access.rules import visible_to
from comity.kernel.people.models import Appointment, Unit
from comity.kernel.shell.charts import Chart, stacked
from comity.kernel.shell.charts.figure import number

from ..queries import CATEGORIES, Line, ict_personnel
from .reader import csv_file, day_of, for_person, may, needs

# Seven hues at most can be told apart, so the picture puts neighbours of the table together.
PARTS = (
    (("D", "P"), "hue-1"),
    (("FS",), "hue-2"),
    (("GS",), "hue-3"),
    (("local",), "hue-4"),
    (("UNV",), "hue-5"),
    (("ICC", "contractual"), "hue-6"),
)
# Names that a picture has no room for.
SHORTER = {
    "DM": gettext_lazy("Department of Management"),
    "ICTR": gettext_lazy("Tribunal for Rwanda"),
    "ICTY": gettext_lazy("Tribunal for the Former Yugoslavia"),
    "UNOV": gettext_lazy("Office at Vienna with Drugs and Crime"),
}


@for_person
def page(request: Any) -> HttpResponse:
    """All offices, or the ICT units of one."""
    lines = _lines(request)
    office = request.GET.get("office", "")
    chosen = next((line for line in lines if line.code == office), None)
    if office and chosen is None:
        raise Http404
    context = {
        "lines": lines,
        "chosen": chosen,
        "units": _units(request, chosen) if chosen else [],
        "categories": CATEGORIES,
        "sums": [sum(line.counts[c] for line in lines) for c in CATEGORIES],
        "total": sum(line.total for line in lines),
        "stated": sum(line.stated for line in lines),
        "difference": sum(line.difference for line in lines),
        "stated_sums": [sum(line.stated_by[c] for line in lines) for c in CATEGORIES],
        "whole": _sees_all(request),
        "chart": None if chosen else _chart(lines),
        "day": day_of(request),
        "query": urlencode({"day": request.GET["day"]}) if request.GET.get("day") else "",
        "csv": may(request, "export", Appointment),
        "where": "directory/views/personnel.py; directory/queries.py; directory/templates/directory/personnel.html",
    }
    return render(request, "directory/personnel.html", context)


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The table as a file: a line for each office, and the sum."""
    needs(request, "export", Appointment)
    lines = _lines(request)
    heads = [_("Office"), _("Name"), *CATEGORIES, _("Counted"), _("Stated in annex IV"), _("Difference")]
    rows: list[list[Any]] = [
        [line.code, line.name, *line.cells, line.total, line.stated, line.difference] for line in lines
    ]
    rows.append(["", _("Total"), *(sum(row[i] for row in rows) for i in range(2, len(heads)))])
    return csv_file("ict-personnel", heads, rows)


def _lines(request: Any) -> list[Line]:
    """Count the appointments that the reader may see."""
    needs(request, "view", Appointment)
    rows = visible_to(request.person, Appointment.objects.all(), "view", request.scope)
    return ict_personnel(day_of(request), rows)


def _sees_all(request: Any) -> bool:
    """Say whether the reader sees the appointments of every unit, so that a difference is one of facts."""
    return request.scope.share("view", Appointment.kind_name()) >= 1


def _units(request: Any, line: Line) -> list[dict[str, Any]]:
    """Return the ICT units of an office, each number with the way to its appointments."""
    base = reverse("people.appointment:list")
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=list(line.units)).order_by("path")}
    return [
        {
            "unit": unit,
            "url": f"{base}?{urlencode({'unit': unit.code})}",
            "total": line.units[path].total(),
            "cells": [
                {"number": number_, "url": f"{base}?{urlencode({'unit': unit.code, 'category': category})}"}
                for category in CATEGORIES
                for number_ in [line.units[path][category]]
            ],
        }
        for path, unit in units.items()
    ]


def _chart(lines: list[Line]) -> Chart:
    """Draw the offices, the largest first, each with its categories."""
    series = [(" + ".join(str(CATEGORIES[c]) for c in codes), css) for codes, css in PARTS]
    rows = [
        (
            SHORTER.get(line.code, line.name),
            [float(sum(line.counts[c] for c in codes)) for codes, _css in PARTS],
        )
        for line in sorted(lines, key=lambda line: -line.total)
    ]
    total, most = sum(line.total for line in lines), max(lines, key=lambda line: line.total)
    share = 100 * most.total / total if total else 0
    title = _("%(share)s %% of ICT personnel are with the %(office)s") % {
        "share": number(round(share)),
        "office": most.name,
    }
    made = stacked(
        rows, series, title, _("Persons appointed in ICT units, by office and category"),
        _("Source: records of appointment in Comity, counted by the offices of annex IV to A/62/793."),
    )  # fmt: skip
    made.rows = ()  # the page has a fuller table of its own
    return made
