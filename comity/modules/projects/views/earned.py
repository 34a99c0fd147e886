"""Earned value of one project: the figures with their formulas, and the curve."""

import csv
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .. import performance, pictures, sides
from ..pure import evm
from ..pure.figures import Figure
from ..words import figure_line
from .reader import for_person, project_of


@require_safe
@for_person
def page(request: Any, pk: UUID) -> HttpResponse:
    """Where the project stands, by the baseline in force and by the first one."""
    project = project_of(request, pk)
    one = performance.of(project)
    tables = _tables(one)
    context = {
        "project": project, "one": one, "tables": tables, "boxes": _boxes(project),
        "chart": pictures.curve(one), "csv_url": reverse("projects:earned-csv", args=[pk]),
        "where": "projects.views.earned.page",
    }  # fmt: skip
    return render(request, "projects/earned.html", context)


@require_safe
@for_person
def as_csv(request: Any, pk: UUID) -> HttpResponse:
    """The figures with their formulas."""
    project = project_of(request, pk, "export")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="earned-value-{project.reference}.csv"'
    writer = csv.writer(response)
    writer.writerow(["code", "formula", "value", "reason"])
    for figure in _all(performance.of(project)):
        writer.writerow(
            [figure.code, figure.formula, "" if figure.value is None else figure.value, figure.reason]
        )
    return response


def _basics(one: performance.Performance) -> list[Figure]:
    if one.standing is None:
        return []
    now = one.standing
    return [
        Figure("BAC", "Σ planned cost", now.bac), Figure("PV", "Σ planned cost by today", now.pv),
        Figure("EV", "Σ planned cost × done", now.ev), Figure("AC", "Σ expenditure", now.ac),
    ]  # fmt: skip


def _all(one: performance.Performance) -> list[Figure]:
    found = [*_basics(one), *one.figures.values(), *one.schedule.values()]
    return found + ([one.current.cost, one.current.schedule] if one.current else [])


def _tables(one: performance.Performance) -> list[dict[str, Any]]:
    """Return the groups of figures: what is measured, money, time, forecast against each baseline, evidence."""
    from django.utils.translation import gettext as _

    if one.standing is None or one.current is None or one.first is None:
        return []
    groups = [
        (_("What is measured"), _basics(one)),
        (_("Earned value"), list(one.figures.values())),
        (_("Earned schedule"), list(one.schedule.values())),
        (_("Forecast against the baseline in force"), [one.current.cost, one.current.schedule]),
    ]
    if one.first.baseline != one.current.baseline:
        groups.append((_("Forecast against the first baseline"), [one.first.cost, one.first.schedule]))
    groups.append((_("What the computed rating rests on"), one.evidence))
    return [{"title": title, "lines": [_lined(f, one) for f in found]} for title, found in groups if found]


def _lined(figure: Figure, one: performance.Performance) -> dict[str, Any]:
    """Return a figure as a line; a forecast that misses its plan shows its colour."""
    line = figure_line(figure)
    if figure in one.evidence and figure.value is not None:
        line["meaning"] = str(one.bands.of(figure))
    return line


def _boxes(project: Any) -> list[dict[str, Any]]:
    """Return each time-box with its scope figures."""
    return [
        {"box": box, "state": box.flow.states[box.state],
         "lines": [figure_line(figure) for figure in evm.box_figures(sides.box_of(box)).values()]}
        for box in project.boxes.order_by("starts", "id")
    ]  # fmt: skip
