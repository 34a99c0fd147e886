"""Gathering what a selection chooses from, in a constant number of queries."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from comity.kernel.access.rules import visible_to

from .models import Aim, BenefitValue, Case, CaseOption, CostLine, Initiative, InitiativeLink, StaffLine
from .public import Candidate, Tie, Way

LEFT = ("rejected", "withdrawn", "superseded", "lapsed")


def gather(initiatives: list[Initiative], person: Any, scope: Any) -> list[Candidate]:
    """Return a candidate for each initiative, with the options of the latest version the person may see."""
    keys = [one.pk for one in initiatives]
    shown = visible_to(
        person, Case.objects.filter(initiative__in=keys).exclude(state__in=LEFT), "view", scope
    )
    latest = {case.initiative_id: case for case in shown.prefetch_related("risks").order_by("number")}
    ways = _ways([case.pk for case in latest.values()])
    ties: dict[UUID, list[Tie]] = defaultdict(list)
    for link in InitiativeLink.objects.filter(initiative__in=keys, other__in=keys).order_by("id"):
        ties[link.initiative_id].append(Tie(link.kind, link.other_id))
    aims: dict[UUID, list[UUID]] = defaultdict(list)
    for aim in Aim.objects.filter(initiative__in=keys).order_by("id"):
        aims[aim.initiative_id] += [key for key in (aim.key_result_id, aim.goal_id, aim.driver_id) if key]
    return [_candidate(one, latest.get(one.pk), ways, ties[one.pk], aims[one.pk]) for one in initiatives]


def _candidate(
    one: Initiative, case: Case | None, ways: dict[UUID, list[Way]], ties: list[Tie], aims: list[UUID]
) -> Candidate:
    return Candidate(
        one.pk, one.code, one.title, one.programme_id, one.unit_id, one.category, one.state,
        case.pk if case else None, case.risk() if case else None, tuple(ways[case.pk]) if case else (), tuple(ties),
        tuple(aims), one.state == "delivering",
    )  # fmt: skip


def _ways(cases: list[UUID]) -> dict[UUID, list[Way]]:
    """Return the options of cases, each with its money by year."""
    options = list(CaseOption.objects.filter(case__in=cases).order_by("case", "id"))
    costs: dict[UUID, dict[tuple[UUID, int], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    run: dict[UUID, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in CostLine.objects.filter(option__case__in=cases).order_by("year", "id"):
        costs[line.option_id][line.fund_id, line.year] += line.amount
        if line.phase == "run":
            run[line.option_id][line.year] += line.amount
    staff: dict[UUID, dict[tuple[str, int], Decimal]] = defaultdict(dict)
    for time in StaffLine.objects.filter(option__case__in=cases).order_by("year", "category"):
        staff[time.option_id][time.category, time.year] = time.months
    worth: dict[UUID, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for value in (
        BenefitValue.objects.filter(benefit__case__in=cases).select_related("benefit").order_by("year")
    ):
        worth[value.benefit.case_id][value.year] += value.amount
    found: dict[UUID, list[Way]] = defaultdict(list)
    for one in options:
        gains = {year: reached(amount, one.share) for year, amount in worth[one.case_id].items()}
        found[one.case_id].append(
            Way(
                one.pk,
                one.name,
                one.kind,
                one.preferred,
                dict(costs[one.pk]),
                dict(run[one.pk]),
                gains,
                one.share,
                staff[one.pk],
            )  # fmt: skip
        )
    return found


def reached(amount: Decimal, share: int) -> Decimal:
    """Return the part of a benefit that an option reaches, to the cent."""
    return (amount * share / 100).quantize(Decimal("0.01"))
