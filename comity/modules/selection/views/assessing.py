"""Assessing: what waits for the reader's judgement, and one initiative by the anchored scales; blind until both are in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from comity.kernel.access.rules import visible_to
from comity.kernel.actions.verbs import add, change, take
from comity.kernel.base.errors import Refused
from comity.modules.portfolio.public import candidates

from .. import values
from ..building import DECIDED, OPEN
from ..models import MOST, Assessment, ScoringModel
from .reader import for_person, needs


def _model(request: Any) -> ScoringModel | None:
    rows = visible_to(request.person, ScoringModel.objects.filter(state="adopted"), "view", request.scope)
    return rows.order_by("-id").first()


@for_person
def page(request: Any) -> HttpResponse:
    """List the candidates: what the reader has said of each, and what both said, once that is open."""
    needs(request, "view", Assessment)
    model = _model(request)
    found = candidates(request.person, (*OPEN, *DECIDED), request.scope) if model else []
    own: dict[Any, Assessment] = {}
    if model:
        mine = Assessment.objects.filter(scoring_model=model, assessor=request.person)
        own = {one.initiative_id: one for one in mine}
    worth = values.worths(model, request.person, request.scope) if model else {}
    lines: list[dict[str, Any]] = [
        {
            "one": one, "mine": (said := own.get(one.initiative)), "worth": worth.get(one.initiative),
            "state": Assessment.flow.states[said.state] if said else None,
        }
        for one in found
    ]  # fmt: skip
    lines.sort(key=lambda line: (-(line["worth"].value if line["worth"] else -1), line["one"].code))
    context = {"model": model, "lines": lines, "where": "selection.views.assessing.page"}
    return render(request, "selection/assess.html", context)


@for_person
def one(request: Any, pk: UUID) -> HttpResponse:
    """Score one initiative."""
    needs(request, "add", Assessment)
    model = _model(request)
    found = next(
        (c for c in candidates(request.person, (*OPEN, *DECIDED), request.scope) if c.initiative == pk), None
    )
    if model is None or found is None:
        raise Http404
    rows = Assessment.objects.filter(scoring_model=model, initiative=pk, assessor=request.person)
    mine: Assessment | None = rows.first()
    fault = ""
    if request.method == "POST":
        try:
            _save(request, model, found, mine)
        except Refused as refusal:
            fault = str(refusal)
        else:
            messages.success(request, _("Your assessment is kept."))
            return redirect("selection:assess")
    said = request.POST if request.method == "POST" else None
    context = {
        "model": model, "one": found, "mine": mine, "fault": fault, "lines": _lines(model, mine, said),
        "remark": said.get("remark", "") if said is not None else mine.remark if mine else "",
        "locked": mine is not None and mine.state != "draft", "where": "selection.views.assessing.one",
    }  # fmt: skip
    return render(request, "selection/assess_one.html", context, status=422 if fault else 200)


def _lines(model: ScoringModel, mine: Assessment | None, said: Any) -> list[dict[str, Any]]:
    """Return the criteria with their scales and what was chosen."""
    lines = []
    for criterion in values.criteria_of(model):
        kept = mine.scores.get(criterion.code) if mine else None
        chosen = (
            said.get(f"score:{criterion.code}", "") if said is not None else "" if kept is None else str(kept)
        )
        anchors = {0: criterion.none, 2: criterion.half, 4: criterion.full}
        scale = [
            {"score": n, "anchor": anchors.get(n, ""), "chosen": chosen == str(n)} for n in range(MOST + 1)
        ]
        lines.append({"criterion": criterion, "scale": scale})
    return lines


def _save(request: Any, model: ScoringModel, found: Any, mine: Assessment | None) -> None:
    """Keep what was scored, and hand it in if so asked."""
    scores = {}
    for criterion in values.criteria_of(model):
        given = request.POST.get(f"score:{criterion.code}", "")
        if given in {str(n) for n in range(MOST + 1)}:
            scores[criterion.code] = int(given)
    said = {"scores": scores, "remark": request.POST.get("remark", "")[:5000]}
    with transaction.atomic():
        if mine is None:
            mine = add(
                request.person, Assessment, scoring_model=model, initiative_id=found.initiative,
                assessor=request.person, **said,
            )  # fmt: skip
        else:
            mine = change(request.person, mine, **said)
        if request.POST.get("do") == "hand-in":
            take(request.person, mine, "hand_in")
