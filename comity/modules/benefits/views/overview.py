"""*Promised and realised*, and what may be promised twice."""

import csv
from typing import Any

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.kernel.access.rules import ask, visible_to
from comity.kernel.registers.cells import state_cell
from comity.kernel.registers.exporting import safe
from comity.modules.appraisal.public import short

from ..models import BenefitMeasurement
from ..pictures import promised_and_realised
from ..queries import MOST, ZERO, Sum, by_project, classes, double_counts, entries
from ..words import measured_words, money, percent_words, whole_words

DRAWN = 40


def _programme(request: Any) -> tuple[list[Any], str]:
    """Return the programmes, and the code that the address names."""
    model: Any = apps.get_model("governance", "Programme")
    known = list(visible_to(request.person, model.objects.order_by("code"), "view", request.scope))
    wish = request.GET.get("programme", "")
    if wish and wish not in {one.code for one in known}:
        raise Http404
    return known, wish


@login_required
@require_safe
def page(request: Any) -> HttpResponse:
    """What was promised, what came, and what is overdue."""
    ask(request.person, "view", BenefitMeasurement, request.scope)
    known, wish = _programme(request)
    sums = by_project(entries(request.person, request.scope, wish)[:MOST])
    drawn = sorted((one for one in sums if one.promised or one.realised), key=lambda one: -one.promised)[
        :DRAWN
    ]
    context = {
        "programmes": known, "programme": wish, "lines": [line for one in sums for line in _lines(one)],
        "chart": promised_and_realised(drawn, _title(sums)) if drawn else None, "stats": _stats(sums),
        "references": [_class(one) for one in classes(request.person, request.scope)],
        "where": "benefits.views.overview.page",
    }  # fmt: skip
    return render(request, "benefits/overview.html", context)


def _title(sums: list[Sum]) -> str:
    measured, realised = sum(one.measured for one in sums), sum(one.realised for one in sums)
    if not measured:
        return _("Nothing has been verified yet")
    return _("%(share)s of what was measured so far came") % {
        "share": percent_words(100 * realised / measured)
    }


def _stats(sums: list[Sum]) -> list[dict[str, Any]]:
    late = sum(one.overdue for one in sums)
    amounts = {
        name: sum((getattr(one, name) for one in sums), ZERO) for name in ("promised", "measured", "realised")
    }  # fmt: skip
    words = {"promised": _("Promised"), "measured": _("Measured"), "realised": _("Realised")}
    stats = [
        {"label": words[name], "value": short(value), "help": f"{money(value)} USD"} for name, value in amounts.items()
    ]  # fmt: skip
    return [*stats, {"label": _("Overdue"), "value": late, "meaning": "late" if late else ""}]


def _lines(one: Sum) -> list[dict[str, Any]]:
    chip = state_cell(BenefitMeasurement.flow)
    return [
        {
            "entry": row, "first": i == 0, "many": len(one.entries), "project": one.project, "chip": chip(row.state),
            "late": row.overdue(), "promised": whole_words(row.promised or None), "realised": whole_words(row.realised),
            "target": measured_words(row.target), "value": measured_words(row.value), "share": percent_words(row.share),
        }
        for i, row in enumerate(one.entries)
    ]  # fmt: skip


def _class(one: Any) -> dict[str, Any]:
    return {
        "label": one.label, "projects": one.projects, "measured": one.measured, "cost": percent_words(one.cost),
        "high": percent_words(one.cost_high), "duration": percent_words(one.duration), "realised": percent_words(one.realised),
    }  # fmt: skip


@login_required
@require_safe
def as_csv(request: Any) -> HttpResponse:
    """The same for a spreadsheet, one line for each benefit."""
    ask(request.person, "view", BenefitMeasurement, request.scope)
    _known, wish = _programme(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="benefits.csv"'
    writer = csv.writer(response)
    writer.writerow([
        "reference", "project", "benefit", "kind", "owner", "due", "state", "measure", "baseline", "target", "value",
        "promised", "realised", "share",
    ])  # fmt: skip
    for one in entries(request.person, request.scope, wish)[:MOST]:
        writer.writerow([
            one.reference, one.project.reference, safe(one.benefit.name), one.kind, safe(one.owner.name), one.due, one.state,
            safe(one.measure), one.baseline, one.target, one.value, one.promised, one.realised, one.share,
        ])  # fmt: skip
    return response


@login_required
@require_safe
def twice(request: Any) -> HttpResponse:
    """Promises of the same indicator by different cases whose units overlap."""
    ask(request.person, "view", apps.get_model("portfolio", "Case"), request.scope)
    found = double_counts(request.person, request.scope)
    context = {"found": found, "where": "benefits.views.overview.twice"}
    return render(request, "benefits/twice.html", context)
