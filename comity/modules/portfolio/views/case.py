"""A business case as a whole: options beside each other, appraisal, money, benefits, risks, checks, advice."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.kernel.access.rules import can
from comity.kernel.flow.models import Advice
from comity.modules.appraisal import public as appraisal
from comity.modules.finance import public as finance
from comity.modules.meetings import public as meetings

from .. import actions, grid
from ..appraising import appraised, policy_of
from ..concerns import concerns
from ..models import Case, CaseBenefit, CaseCheck, CaseOption, CaseRisk, CostLine, StaffLine
from ..models.cases import FIVE, UNDER_WAY
from ..models.words import CheckArea
from ..pictures import risk_matrix
from ..words import whole
from .figures import beside
from .reader import for_person, one_of, seen

WITH = ("initiative__programme", "sponsor", "reviewer", "endorser", "decider", "decision", "unit")


@for_person
def page(request: Any, pk: UUID) -> HttpResponse:
    """Everything that a body reads before it decides; `?option=` shows the money of another option."""
    case = one_of(request, Case.objects.select_related(*WITH), pk)
    options = list(seen(request, CaseOption.objects.filter(case=case)).order_by("id"))
    lines = grid.lines_by_option(options, seen(request, CostLine.objects.all()))
    option = _option(request, options)
    groups, worth = beside(request, case, options, lines)
    risks = list(seen(request, CaseRisk.objects.filter(case=case)).order_by("id"))
    context = {
        "case": case,
        "state": case.flow.states[case.state],
        "option": option,
        "groups": groups if options else [],
        "grids": [*_grids(lines[option.pk]), *_staff(request, option)] if option else [],
        "appraisal": appraisal.shown(worth[option.pk], level=3) if option else None,
        "benefits": seen(request, CaseBenefit.objects.filter(case=case))
        .select_related("owner", "indicator")
        .order_by("id"),
        "risks": [(number, risk) for number, risk in enumerate(risks, 1)],
        "matrix": risk_matrix(risks) if risks else None,
        "checks": _checks(request, case),
        "parts": [
            (case._meta.get_field(name).verbose_name, getattr(case, name))
            for name in FIVE
            if getattr(case, name)
        ],
        "advice": Advice.objects.filter(object_id=case.pk).select_related("adviser").order_by("id"),
        "missing": _missing(request, case),
        "concerns": concerns(case, request.person, request.scope) if case.state in UNDER_WAY else [],
        "conditions": _conditions(request, case),
        "envelopes": _envelopes(request, case),
        "items": meetings.agenda_items(case, request.person, request.scope).filter(
            state__in=("awaiting", "scheduled")
        ),
        "decisions": meetings.decisions_on(case, request.person, request.scope),
        "versions": seen(request, Case.objects.filter(initiative=case.initiative_id))
        .exclude(pk=case.pk)
        .order_by("number"),
        "may_renew": case.state not in UNDER_WAY and bool(can(request.person, "add", Case, request.scope)),
        "where": "portfolio/views/case.py; portfolio/grid.py; portfolio/templates/portfolio/whole_case.html",
    }
    return render(request, "portfolio/whole_case.html", context)


@for_person
@require_POST
def renew(request: Any, pk: UUID) -> HttpResponse:
    """Open the next version of a case."""
    made = actions.new_version(request.person, one_of(request, Case.objects.all(), pk))
    return redirect(made.get_absolute_url())


@for_person
def trace(request: Any, pk: UUID) -> HttpResponse:
    """The appraisal of an option with every row it came from, for spreadsheets."""
    case = one_of(request, Case.objects.all(), pk)
    option = _option(request, list(seen(request, CaseOption.objects.filter(case=case)).order_by("id")))
    body = appraisal.as_csv(appraised(case, option, policy_of(case))) if option else ""
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.reference}.csv"'
    return response


def _option(request: Any, options: list[CaseOption]) -> CaseOption | None:
    """Return the option asked for, else the preferred one, else the first."""
    said = request.GET.get("option", "")
    asked = [one for one in options if str(one.pk) == said]
    ranked = [*asked, *(one for one in options if one.preferred), *options]
    return ranked[0] if ranked else None


def _staff(request: Any, option: CaseOption) -> list[tuple[str, str, grid.Grid]]:
    """Return the time of own staff that an option takes, if it says any."""
    lines = list(seen(request, StaffLine.objects.filter(option=option)).order_by("year", "category"))
    return [("staff", _("Own staff, in person-months"), grid.by_staff(lines))] if lines else []


def _grids(lines: list[CostLine]) -> list[tuple[str, str, grid.Grid]]:
    if not lines:
        return []
    return [
        ("phase", _("By phase"), grid.by_phase(lines)),
        ("fund", _("By fund"), grid.by_fund(lines)),
        ("pool", _("By cost pool"), grid.by_pool(lines)),
    ]


def _checks(request: Any, case: Case) -> list[tuple[Any, CaseCheck | None, str]]:
    """Return every check there must be, with what was found or where to write it."""
    found = {one.area: one for one in seen(request, CaseCheck.objects.filter(case=case))}
    may = case.state in (*case.WRITTEN, *CaseCheck.late) and bool(
        can(request.person, "add", CaseCheck, request.scope)
    )
    add = reverse("portfolio.casecheck:add")
    return [
        (area.label, found.get(area.value), f"{add}?case={case.pk}&area={area.value}" if may else "")
        for area in CheckArea
    ]


def _missing(request: Any, case: Case) -> list[str]:
    """Say what stands in the way of a decision, as the guards of the next steps say it."""
    from ..guards import DECIDABLE, fits_envelope

    if case.state not in UNDER_WAY:
        return []
    guards = [guard for guard in DECIDABLE if guard is not fits_envelope or case.total()]
    return [str(said) for guard in guards if (said := guard(request.person, case, {}))]


def _conditions(request: Any, case: Case) -> list[tuple[Any, Any]]:
    """Return the conditions of the approval that the reader may see, each with its state."""
    if case.decision is None:
        return []
    rows = seen(request, case.decision.conditions.select_related("owner")).order_by("due", "id")
    return [(one, one.flow.states[one.state]) for one in rows]


def _envelopes(request: Any, case: Case) -> list[dict[str, Any]]:
    """Return what the case asks of each envelope beside what is free there, as far as the reader may see it."""
    free = {(one.fund.pk, one.year): one for one in finance.headroom(case.initiative.programme_id)}
    found = []
    for fund, year, amount in case.money_lines():
        one = free.get((fund, year))
        if one is None or not can(request.person, "view", one.envelope, request.scope):
            continue
        found.append(
            {"room": one, "asked": whole(amount), "free": whole(one.free), "allotted": whole(one.allotted),
             "short": case.state in UNDER_WAY and one.free < amount}
        )  # fmt: skip
    return found
