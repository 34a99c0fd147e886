"""One indicator over time: what was aimed at, what was reached, and who measured it."""

import csv
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.kernel.access.rules import visible_to
from comity.kernel.registers.cells import state_cell
from comity.kernel.registers.exporting import safe
from comity.kernel.shell.charts import Chart, Series, trend

from ..models import Measurement
from ..queries import Standing, standing_of
from ..words import met_words, quantity_words
from .overview import told


def _standing(request: Any, pk: Any) -> Standing:
    found = standing_of(request.person, request.scope, pk)
    if found is None:
        raise Http404
    return found


def picture(one: Standing) -> Chart | None:
    """Draw target and actual over the periods, beginning with the baseline."""
    said = one.indicator
    if not one.periods:
        return None
    names = [_("Baseline"), *(period.name for period in one.periods)]
    start = None if said.baseline is None else float(said.baseline)

    def line(name: str, first: float | None) -> list[float | None]:
        values = [getattr(period, name) for period in one.periods]
        return [first, *(None if value is None else float(value) for value in values)]

    series = [
        Series(_("Actual"), line("actual", start), "hue-1"),
        Series(_("Target"), line("target", None), "hue-7"),
    ]
    title = f"{said.name}: {met_words(one.met, known=one.latest is not None)}"
    return trend(names, series, title, f"{said.measure} · {said.get_direction_display()}")


@login_required
@require_safe
def page(request: Any, pk: Any) -> HttpResponse:
    """The picture, the periods, the measurements."""
    one = _standing(request, pk)
    rows = visible_to(
        request.person, Measurement.objects.filter(period__indicator=one.indicator), "view", request.scope
    )
    chip = state_cell(Measurement.flow)
    context = {
        "one": told(one), "indicator": one.indicator, "chart": picture(one), "where": "results.views.trend.page",
        "periods": [_period(one, period) for period in one.periods],
        "measurements": [
            {"measurement": row, "chip": chip(row.state), "value": quantity_words(row.value)}
            for row in rows.select_related("period", "submitter", "verifier").order_by("-measured_on", "part")[:200]
        ],
    }  # fmt: skip
    return render(request, "results/trend.html", context)


def _period(one: Standing, period: Any) -> dict[str, Any]:
    met = one.indicator.met(period.target, period.actual)
    return {
        "period": period, "target": quantity_words(period.target), "actual": quantity_words(period.actual),
        "met": met_words(met, known=period.actual is not None),
        "meaning": {True: "well", False: "late", None: "waiting"}[met],
    }  # fmt: skip


@login_required
@require_safe
def as_csv(request: Any, pk: Any) -> HttpResponse:
    """The periods for a spreadsheet."""
    one = _standing(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="indicator.csv"'
    writer = csv.writer(response)
    writer.writerow(["indicator", "period", "starts", "ends", "target", "actual", "met"])
    for period in one.periods:
        met = {True: "yes", False: "no", None: ""}[one.indicator.met(period.target, period.actual)]
        writer.writerow(
            [
                one.indicator.code,
                safe(period.name),
                period.starts,
                period.ends,
                period.target,
                period.actual,
                met,
            ]
        )
    return response
