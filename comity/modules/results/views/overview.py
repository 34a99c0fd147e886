"""From a strategy to its goals, key results and what measures them; where nothing does, it says so."""

import csv
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.kernel.access.rules import ask
from comity.kernel.registers.exporting import safe
from comity.kernel.shell.charts import Chart, stacked

from ..models import KeyResult, Strategy
from ..queries import Chapter, Standing, chapters, strategies
from ..words import met_words, quantity_words


def chosen(request: Any) -> tuple[list[Strategy], Strategy | None]:
    """Return the strategies, and the one that the address names: by default the newest."""
    known = strategies(request.person, request.scope)
    wish = request.GET.get("strategy", "")
    if not wish:
        return known, known[0] if known else None
    found = next((one for one in known if one.code == wish), None)
    if found is None:
        raise Http404
    return known, found


@login_required
@require_safe
def page(request: Any) -> HttpResponse:
    """The results of one strategy."""
    ask(request.person, "view", KeyResult, request.scope)
    known, strategy = chosen(request)
    found = chapters(request.person, request.scope, strategy) if strategy else []
    context = {
        "strategies": known, "strategy": strategy, "where": "results.views.overview.page",
        "chapters": [{"chapter": one, "lines": [_row(line) for line in one.lines]} for one in found],
        "chart": coverage(found) if any(one.lines for one in found) else None,
        "drivers": strategy.drivers.order_by("code") if strategy else [],
        "measured": sum(one.measured for one in found), "of": sum(len(one.lines) for one in found),
    }  # fmt: skip
    return render(request, "results/overview.html", context)


def _row(line: Any) -> dict[str, Any]:
    return {"key_result": line.key_result, "indicators": [told(one) for one in line.standings]}


def told(one: Standing) -> dict[str, Any]:
    """Return an indicator in words."""
    return {
        "indicator": one.indicator, "baseline": quantity_words(one.indicator.baseline),
        "actual": quantity_words(one.actual), "target": quantity_words(one.target),
        "period": one.latest.name if one.latest else "", "meaning": one.meaning,
        "met": met_words(one.met, known=one.latest is not None),
    }  # fmt: skip


def coverage(found: list[Chapter]) -> Chart:
    """Draw how many key results of each goal somebody measures."""
    measured, of = sum(one.measured for one in found), sum(len(one.lines) for one in found)
    return stacked(
        [(str(one.goal), (one.measured, one.unmeasured)) for one in found if one.lines],
        [(_("with an indicator"), "hue-1"), (_("no indicator yet"), "soft")],
        _("%(measured)s of %(of)s key results have an indicator") % {"measured": measured, "of": of},
        _("Key results by goal"),
    )


@login_required
@require_safe
def as_csv(request: Any) -> HttpResponse:
    """The same for a spreadsheet: a line for each indicator, and one for each key result that has none."""
    ask(request.person, "view", KeyResult, request.scope)
    _known, strategy = chosen(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="results.csv"'
    writer = csv.writer(response)
    writer.writerow([
        "goal", "key_result", "text", "indicator", "name", "measure", "direction", "baseline", "period", "target", "actual", "met",
    ])  # fmt: skip
    for chapter in chapters(request.person, request.scope, strategy) if strategy else []:
        for line in chapter.lines:
            start = [chapter.goal.code, line.key_result.code, safe(str(line.key_result.name))]
            for one in line.standings:
                writer.writerow(start + _cells(one))
            if not line.standings:
                writer.writerow(start + [""] * 9)
    return response


def _cells(one: Standing) -> list[Any]:
    said = one.indicator
    met = {True: "yes", False: "no", None: ""}[one.met]
    return [
        said.code, safe(str(said.name)), safe(said.measure), said.direction, said.baseline,
        safe(one.latest.name) if one.latest else "", one.target, one.actual, met,
    ]  # fmt: skip
