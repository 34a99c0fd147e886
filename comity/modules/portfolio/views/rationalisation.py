"""Initiatives that are probably the same, beside each other; a merger is proposed here and decided by a body."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.kernel.access.rules import Answer, can
from comity.kernel.flow.mandates import mandate

from .. import actions
from ..flows import InitiativeFlow
from ..likeness import Thing, alike
from ..models import Initiative
from ..models.initiatives import MERGES
from .reader import for_person, needs, seen

COMPARED = (
    "draft",
    "proposed",
    "rationalised",
    "under_appraisal",
    "approved",
    "deferred",
    "in_portfolio",
    "delivering",
)
Asked = dict[tuple[Any, Any], Answer]


@for_person
def page(request: Any) -> HttpResponse:
    """The pairs that are most alike, with the words, the capability and the systems that say so."""
    needs(request, "view", Initiative)
    rows = seen(request, Initiative.objects.filter(state__in=COMPARED)).select_related(
        "programme", "sponsor", "merge_into"
    )
    known = {one.pk: one for one in rows.order_by("code")}
    things = [
        Thing(one.pk, one.title, f"{one.need} {one.gain}", one.capability, tuple(one.system_words))
        for one in known.values()
    ]
    asked: Asked = {}
    pairs = [_pair(request, asked, found, known[found.one], known[found.other]) for found in alike(things)]
    context = {
        "pairs": pairs,
        "compared": len(known),
        "where": "portfolio/views/rationalisation.py; portfolio/likeness.py",
    }
    return render(request, "portfolio/rationalisation.html", context)


def _pair(request: Any, asked: Asked, found: Any, one: Initiative, other: Initiative) -> dict[str, Any]:
    sides = [_side(request, asked, one, other), _side(request, asked, other, one)]
    return {
        "sides": sides,
        "percent": round(100 * found.score),
        "words": found.words,
        "capability": one.capability if found.capability else "",
        "systems": found.systems,
    }


def _side(request: Any, asked: Asked, one: Initiative, other: Initiative) -> dict[str, Any]:
    """Return one of the two, and whether the reader may propose that the other takes it up."""
    may = one.state in MERGES and one.merge_into_id is None and other.merge_into_id is None
    may = may and not other.flow.states[other.state].closed
    return {
        "initiative": one,
        "state": one.flow.states[one.state],
        "other": other,
        "may_merge": may and bool(_proposes(request, asked, one)),
    }


def _proposes(request: Any, asked: Asked, one: Initiative) -> Answer:
    """Say whether the reader may propose a merger: by a mandate to review it, asked once for a unit and programme."""
    place = one.unit_id, one.programme_id
    if place not in asked:
        step = InitiativeFlow.steps["propose_merger"]
        found = mandate(request.person, one, step)
        asked[place] = can(request.person, step.right, one, request.scope) if found is None else found
    return asked[place]


@for_person
@require_POST
def propose(request: Any) -> HttpResponse:
    """Propose a merger; it goes to the body that decides it."""
    known = {str(one.pk): one for one in seen(request, Initiative.objects.all())}
    one, keeper = known.get(request.POST.get("one", "")), known.get(request.POST.get("keeper", ""))
    if one is None or keeper is None:
        raise Http404
    actions.propose_merger(request.person, one, keeper, request.POST.get("reason", ""))
    messages.success(request, _("The merger of %(one)s is proposed; a body decides it.") % {"one": one})
    return redirect("portfolio:rationalisation")
