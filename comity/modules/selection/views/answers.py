"""The answer of a scenario, and scenarios beside each other."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from comity.kernel.access.rules import visible_to

from .. import showing
from ..models import Scenario
from ..scenarios import solution_of
from ..wish import Wish
from .reader import as_file, for_person, needs, one_of
from .what_if import parts

MOST = 3


def _shown(request: Any, scenario: Scenario) -> Any:
    """Return the answer as this reader may see it; None while there is none."""
    found = solution_of(scenario)
    if found is None:
        return None
    instance = scenario.instance
    return showing.show(found, showing.names_of(request.person, request.scope, instance))


@for_person
def page(request: Any, pk: UUID) -> HttpResponse:
    """Show the whole answer."""
    scenario = one_of(request, Scenario.objects.select_related("instance", "scoring_model"), pk)
    shown = _shown(request, scenario)
    if shown is None:
        raise Http404
    wish = Wish.from_json(scenario.wish)
    context = {
        "scenario": scenario, "shown": shown, "wish": wish, "where": "selection.views.answers.page", **parts(shown, wish),
    }  # fmt: skip
    return render(request, "selection/answer.html", context)


@for_person
def as_csv(request: Any, pk: UUID) -> HttpResponse:
    """The answer for a spreadsheet."""
    needs(request, "export", Scenario)
    scenario = one_of(request, Scenario.objects.select_related("instance"), pk)
    shown = _shown(request, scenario)
    if shown is None:
        raise Http404
    return as_file(scenario.reference, showing.heads(shown), showing.rows(shown))


@for_person
def compare(request: Any) -> HttpResponse:
    """Lay two or three scenarios beside each other: what they are worth, and where they differ."""
    needs(request, "view", Scenario)
    rows = visible_to(
        request.person, Scenario.objects.filter(state__in=("solved", "filed")), "view", request.scope
    )
    offered = list(rows.select_related("instance").order_by("-id")[:100])
    wanted = list(dict.fromkeys(request.GET.getlist("s")))[:MOST]
    by_key = {str(one.pk): one for one in offered}
    picked = [by_key[key] for key in wanted if key in by_key]
    columns = [(one, shown) for one in picked if (shown := _shown(request, one))]
    context = {
        "offered": offered, "picked": wanted, "columns": columns, "lines": _differences(columns),
        "where": "selection.views.answers.compare", "places": range(MOST),
    }  # fmt: skip
    return render(request, "selection/compare.html", context)


def _differences(columns: list[tuple[Scenario, Any]]) -> list[dict[str, Any]]:
    """Return a line for each initiative: what each scenario does with it; those that differ come first."""
    names = {line.name.code: line.name for _one, shown in columns for line in shown.lines}
    lines = []
    for code, name in sorted(names.items()):
        cells = []
        for _one, shown in columns:
            option = shown.result.chosen.get(code)
            cells.append(showing.way_words(option) if option else "")
        if any(cells):
            lines.append({"name": name, "cells": cells, "differs": len(set(cells)) > 1})
    return sorted(lines, key=lambda line: not line["differs"])
