"""One initiative from driver to benefit, and the road map of all of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.kernel.access.rules import can
from comity.modules.finance import public as finance

from ..models import Aim, Case, Initiative, InitiativeLink
from ..pictures import roadmap as drawn_roadmap
from ..pictures import timeline
from ..queries import portfolio
from ..story import LANES, story
from ..words import whole
from .reader import chosen, csv_file, for_person, may, needs, one_of, seen


@for_person
def page(request: Any, pk: UUID) -> HttpResponse:
    """The whole story of an initiative on a line of time."""
    one = one_of(
        request, Initiative.objects.select_related("programme", "sponsor", "unit", "inclusion", "merger"), pk
    )
    moments = story(one, request.person, request.scope)
    line = portfolio(request.person, request.scope, Initiative.objects.filter(pk=pk))[0]
    title = _("%(code)s from need to benefit") % {"code": one.code}
    aims = (
        seen(request, Aim.objects.filter(initiative=one))
        .select_related("driver", "goal", "key_result")
        .order_by("id")
    )
    ties = seen(request, InitiativeLink.objects.filter(initiative=one)).select_related("other").order_by("id")
    context = {
        "initiative": one,
        "state": one.flow.states[one.state],
        "line": line,
        "total": whole(line.total),
        "gains": whole(line.gains),
        "years": [(year, whole(amount)) for year, amount in sorted(line.years.items())],
        "held": _held(request, line.case),
        "aims": [aim.served for aim in aims],
        "ties": [tie for tie in ties if seen(request, Initiative.objects.filter(pk=tie.other_id)).exists()],
        "keeper": seen(request, Initiative.objects.filter(pk=one.merge_into_id)).first(),
        "merger": one.merger
        if one.merger and can(request.person, "view", one.merger, request.scope)
        else None,
        "merged": seen(request, Initiative.objects.filter(merge_into=one, state="merged")).order_by("code"),
        "cases": seen(request, Case.objects.filter(initiative=one)).order_by("number"),
        "moments": [(moment, LANES[moment.lane]) for moment in moments],
        "chart": timeline(moments, title, dict(sorted(line.years.items()))),
        "where": "portfolio/views/story.py; portfolio/story.py; portfolio/templates/portfolio/story.html",
    }
    return render(request, "portfolio/story.html", context)


def _held(request: Any, case: Case | None) -> list[tuple[Any, str, str, str]]:
    """Return what the ledger holds for the case, in envelopes that the reader may see."""
    rows = finance.reserved_for(case) if case else []
    return [
        (one.envelope, whole(one.reserved), whole(one.committed), whole(one.spent))
        for one in rows
        if can(request.person, "view", one.envelope, request.scope)
    ]


@for_person
def roadmap(request: Any) -> HttpResponse:
    """Initiatives from their first to their last day."""
    context = _on_the_road(request) | {
        "csv": may(request, "export", Initiative),
        "where": "portfolio/views/story.py; portfolio/pictures.py; portfolio/templates/portfolio/roadmap.html",
    }
    return render(request, "portfolio/roadmap.html", context)


@for_person
def roadmap_csv(request: Any) -> HttpResponse:
    """The road map for spreadsheets."""
    needs(request, "export", Initiative)
    chart = _on_the_road(request)["chart"]
    rows = chart.rows if chart else []
    return csv_file("road-map", [_("Initiative"), _("State"), _("Begins"), _("Finishes")], rows)


def _on_the_road(request: Any) -> dict[str, Any]:
    needs(request, "view", Initiative)
    ended = chosen(request, "ended", ["1"])
    left = () if ended else ("closed", "stopped")
    rows = seen(request, Initiative.objects.exclude(state__in=("merged", "rejected", "withdrawn", *left)))
    rows = rows.select_related("programme").order_by("begins", "code")
    programmes = {str(one.programme_id): one.programme for one in rows}
    wish = chosen(request, "programme", programmes)
    shown = [one for one in rows if wish in ("", str(one.programme_id))]
    dated = [one for one in shown if one.begins or one.finishes]
    lines = [(one, one.flow.states[one.state], reverse("portfolio:story", args=[one.pk])) for one in dated]
    return {
        "chart": drawn_roadmap(lines) if lines else None,
        "undated": [one for one in shown if not (one.begins or one.finishes)],
        "programmes": sorted(programmes.items(), key=lambda pair: str(pair[1])),
        "wish": wish,
        "ended": ended,
    }
