"""What if: other envelopes, floors, some forced in or out; solved at once or as a job, at an address to be shared."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.kernel.access.rules import visible_to
from comity.kernel.actions.verbs import add, take
from comity.kernel.base.errors import Refused
from comity.kernel.jobs.models import Job
from comity.kernel.jobs.queue import enqueue
from comity.kernel.people.models import Unit

from .. import address, capacity, scenarios, showing
from ..building import Built, build
from ..exact.problem import to_json
from ..models import Scenario, ScoringModel
from ..wish import Wish
from .reader import as_file, for_person, key_in, may, needs


def _asked(request: Any, said: Any) -> tuple[Wish, ScoringModel | None, str]:
    """Read the wish of an address or form; (wish, model, fault)."""
    models = visible_to(request.person, ScoringModel.objects.all(), "view", request.scope)
    key = key_in(said, "model")
    model = (models.filter(pk=key).first() if key else None) or models.filter(state="adopted").order_by(
        "-id"
    ).first()
    try:
        return address.read(said), model, ""
    except ValueError as error:
        return Wish(), model, str(error)


@for_person
def page(request: Any) -> HttpResponse:
    """Show a question and its answer, if it is known; a POST lets it be solved."""
    needs(request, "view", Scenario)
    wish, model, fault = _asked(request, request.POST if request.method == "POST" else request.GET)
    built = build(wish, model, request.person, request.scope)
    if request.method == "POST" and not fault and not built.faults:
        return _act(request, wish, model, built)
    found = scenarios.known(built.problem, wish.gap) if not built.faults else None
    names = showing.names_of(request.person, request.scope)
    shown = showing.show(found, names) if found else None
    context = _context(request, wish, model, built, shown, names) | {
        "fault": fault or "; ".join(built.faults)
    }
    return render(request, "selection/what_if.html", context, status=422 if context["fault"] else 200)


def _context(
    request: Any, wish: Wish, model: ScoringModel | None, built: Built, shown: Any, names: Any
) -> dict[str, Any]:
    problem = built.problem
    groups = sorted(
        {f"programme:{i.programme}" for i in problem.initiatives}
        | {g for i in problem.initiatives for g in i.groups}
    )
    return {
        "wish": wish, "model": model, "built": built, "shown": shown, "names": names, "groups": groups,
        "models": visible_to(request.person, ScoringModel.objects.filter(state="adopted"), "view", request.scope),
        "programmes": sorted({e.programme for e in problem.envelopes} | ({wish.programme} if wish.programme else set())),
        "floors": [*wish.floors, ("", "share", "")], "years": sorted({e.year for e in problem.envelopes}),
        "choices": [
            {"name": names[i.code], "must": wish.forced.get(i.code, ""), "usual": i.must}
            for i in problem.initiatives if i.code in names
        ],
        "job": _job(request), "query": address.query(wish, model=model.pk if model else ""),
        "works": may(request, "work", Scenario), "money_left": sum(e.amount for e in problem.envelopes) / 100,
        "where": "selection.views.what_if.page", **capacity.offered(problem, names, wish),
        **(parts(shown, wish) if shown else {}),
    }  # fmt: skip


def parts(shown: Any, wish: Wish) -> dict[str, Any]:
    """Return what the part of a page that shows an answer needs."""
    return {
        "money": showing.money(shown) if shown.result.found else [], "chart": showing.frontier_chart(shown),
        "refusals": showing.refusals(shown), "bands": showing.bands(shown), "why": showing.why(shown),
        "times": capacity.staff(shown) if shown.result.found else [],
        "projects": capacity.running(shown, wish) if shown.result.found else [],
    }  # fmt: skip


def _job(request: Any) -> Job | None:
    """Return the job that answers this question, while it has not ended."""
    key = key_in(request.GET, "job")
    return (
        Job.objects.filter(pk=key, person=request.person, name="selection.what_if").first() if key else None
    )


def _act(request: Any, wish: Wish, model: ScoringModel | None, built: Built) -> HttpResponse:
    """Solve, explore, or keep as a scenario; then go to the address of the question."""
    query = address.query(wish, model=model.pk if model else "")
    what = request.POST.get("do", "solve")
    if what == "keep":
        return _keep(request, wish, model)
    if not built.problem.initiatives:
        messages.error(
            request, _("There is nothing to choose from: no candidate has a case with costs and an envelope.")
        )
        return redirect(f"{reverse('selection:what-if')}?{query}")
    explore = what == "explore"
    kept = scenarios.known(built.problem, wish.gap)
    here = kept if not explore else None
    if here is None and not explore:
        here = scenarios.solve_here(built.problem, wish.gap)
    if here is None:
        needs(request, "work", Scenario)
        made = enqueue(
            "selection.what_if", person=request.person, problem=to_json(built.problem), gap=wish.gap, explore=explore,
            query=query,
        )  # fmt: skip
        query = f"{query}&job={made.pk}" if query else f"job={made.pk}"
    return redirect(f"{reverse('selection:what-if')}?{query}")


def _keep(request: Any, wish: Wish, model: ScoringModel | None) -> HttpResponse:
    """Keep the question as a scenario and let it be solved."""
    needs(request, "add", Scenario)
    unit = request.person.appointments.order_by("id").first()
    place = unit.unit if unit else Unit.objects.order_by("path").first()
    title = request.POST.get("title", "").strip()[:200] or _("What if")
    with transaction.atomic():
        made = add(
            request.person, Scenario, title=title, unit=place, scoring_model=model, wish=wish.to_json()
        )
        take(request.person, made, "solve")
    return redirect(made.get_absolute_url())


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The answer for a spreadsheet."""
    needs(request, "export", Scenario)
    wish, model, fault = _asked(request, request.GET)
    built = build(wish, model, request.person, request.scope)
    found = scenarios.known(built.problem, wish.gap) if not fault and not built.faults else None
    if found is None:
        raise Refused(_("This question has no answer yet: solve it first."))
    shown = showing.show(found, showing.names_of(request.person, request.scope))
    return as_file("what-if", showing.heads(shown), showing.rows(shown))
