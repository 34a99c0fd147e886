"""The door of appraisal: flows in, figures with their trace out, and the part of a page that shows them.

    lines = [Line(2027, "cost", Decimal("120000.00"), phase="build", name="Licences", low=…, high=…), …]
    case = appraise(lines, policy_on(day), base_year=2027, bias=Bias(cost=Decimal(40), mitigated=Decimal(25)))
    case.npsv, case.bcr, case.figure("irr").why
    context |= {"appraisal": shown(case)}      {% include "appraisal/figures.html" with shown=appraisal %}

Keep `"appraisal.DiscountPolicy"` as the foreign key to the policy that was used.
"""

from collections.abc import Iterable

from . import figures
from .figures import (
    BENCHMARKS,
    GREEN_BOOK,
    NO_BIAS,
    Appraisal,
    Benchmark,
    Bias,
    Figure,
    Grid,
    Line,
    Rates,
    Row,
    Simulation,
    Swing,
    Switch,
    grid,
    simulate,
    switching,
    tornado,
)
from .flows import MATTER
from .models import DiscountPolicy
from .panels import as_csv, shown
from .queries import policy_on
from .reference import Reference, references, told_by
from .words import money, percent, short

__all__ = [
    "BENCHMARKS", "GREEN_BOOK", "MATTER", "NO_BIAS", "Appraisal", "Benchmark", "Bias", "DiscountPolicy", "Figure", "Grid", "Line", "Rates", "Reference", "Row", "Simulation", "Swing", "Switch", "appraise", "as_csv", "grid", "money", "percent", "policy_on", "rates_of", "references", "short", "shown", "simulate", "switching", "told_by", "tornado",
]  # fmt: skip


def rates_of(policy: DiscountPolicy | None) -> Rates:
    """Return the rates of a policy; without one nothing is discounted, and the name says so."""
    if policy is None:
        return Rates((figures.RateStep(0, figures.lines.ZERO),))
    return policy.rates()


def appraise(
    lines: Iterable[Line], policy: DiscountPolicy | Rates | None, base_year: int = 0, bias: Bias = NO_BIAS
) -> Appraisal:
    """Return every figure of these flows under a policy (or its rates), with the trace of each."""
    rates = policy if isinstance(policy, Rates) else rates_of(policy)
    return figures.appraise(lines, rates, base_year, bias)
