"""What people ask of the portfolio: each initiative with its state, its money by year and its risk."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import visible_to

from .models import BenefitValue, Case, CaseRisk, CostLine, Initiative

ZERO = Decimal("0.00")
GROUPS: dict[str, tuple[Any, tuple[str, ...], str]] = {
    "ideas": (_("Ideas"), ("draft", "proposed", "rationalised", "deferred"), "hue-7"),
    "appraisal": (_("Under appraisal"), ("under_appraisal",), "hue-2"),
    "approved": (_("Approved"), ("approved", "in_portfolio"), "hue-1"),
    "delivery": (_("Delivering and realising"), ("delivering", "realising"), "hue-3"),
    "ended": (_("Ended"), ("merged", "rejected", "closed", "stopped", "withdrawn"), "hue-4"),
}
"""The states of initiatives in groups that a picture can tell apart: name, states, hue."""
GROUP_OF = {state: group for group, (_name, states, _hue) in GROUPS.items() for state in states}
LEFT = ("rejected", "withdrawn", "superseded", "lapsed", "returned", "deferred")


@dataclass
class Line:
    """An initiative as the overview shows it; money is that of the preferred option of its latest case."""

    initiative: Initiative
    case: Case | None = None
    years: dict[int, Decimal] = field(default_factory=dict)
    build: Decimal = ZERO
    run: Decimal = ZERO
    gains: Decimal = ZERO
    risk: int | None = None

    @property
    def total(self) -> Decimal:
        return self.build + self.run

    @property
    def group(self) -> str:
        return GROUP_OF[self.initiative.state]


def portfolio(person: Any, scope: Any, rows: Any = None) -> list[Line]:
    """Return the initiatives that the person may see, by code, each with its money; a constant number of queries."""
    rows = Initiative.objects.all() if rows is None else rows
    shown = (
        visible_to(person, rows, "view", scope)
        .select_related("programme", "sponsor", "unit")
        .order_by("code")
    )
    lines = {one.pk: Line(one) for one in shown}
    cases = visible_to(person, Case.objects.filter(initiative__in=list(lines)), "view", scope)
    latest: dict[Any, Case] = {}
    for case in cases.order_by("number"):
        if case.state not in LEFT or case.initiative_id not in latest:
            latest[case.initiative_id] = case
    by_case = {case.pk: lines[key] for key, case in latest.items()}
    for key, case in latest.items():
        lines[key].case = case
    _money(by_case, person, scope)
    return list(lines.values())


def _money(by_case: dict[Any, Line], person: Any, scope: Any) -> None:
    """Add costs, benefits and the highest open risk to the lines."""
    costs = visible_to(
        person, CostLine.objects.filter(option__case__in=list(by_case), option__preferred=True), "view", scope
    )
    for case, year, phase, amount in (
        costs.order_by("year").values_list("option__case", "year", "phase").annotate(sum=Sum("amount"))
    ):
        line = by_case[case]
        line.years[year] = line.years.get(year, ZERO) + amount
        if phase == "run":
            line.run += amount
        else:
            line.build += amount
    gains = visible_to(person, BenefitValue.objects.filter(benefit__case__in=list(by_case)), "view", scope)
    for case, amount in gains.order_by().values_list("benefit__case").annotate(sum=Sum("amount")):
        by_case[case].gains += amount
    risks = visible_to(person, CaseRisk.objects.filter(case__in=list(by_case), resolved=False), "view", scope)
    for risk in risks:
        line = by_case[risk.case_id]
        line.risk = max(line.risk or 0, risk.level)


def years_of(lines: list[Line]) -> list[int]:
    """Return the years in which anything costs."""
    return sorted({year for line in lines for year in line.years})


def by_programme(lines: list[Line]) -> list[tuple[str, dict[str, int], dict[str, Decimal]]]:
    """Return (programme, number by group, cost by group) in order of names."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(GROUPS, 0))
    money: dict[str, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(GROUPS, ZERO))
    for line in lines:
        name = str(line.initiative.programme)
        counts[name][line.group] += 1
        money[name][line.group] += line.total
    return [(name, counts[name], money[name]) for name in sorted(counts)]
