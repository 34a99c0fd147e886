"""The figures of a case, each with the rows it was added up from."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .bias import NO_BIAS, Bias
from .discount import Rates
from .irr import irr
from .lines import ZERO, Line
from .payback import payback
from .rows import Row, rows_of


@dataclass(frozen=True)
class Figure:
    """A result: `code`, its value or None and `why` not, and the `trace` that it came from.

    `unit` is money, ratio, years or share; `basis` is cash (what moves money) or all. `facts` hold what a sentence
    about it needs: numerator and denominator, the year of payback, the several rates of return.
    """

    code: str
    value: Decimal | None
    unit: str
    basis: str
    trace: tuple[Row, ...]
    why: str = ""
    facts: tuple[tuple[str, Any], ...] = ()

    def fact(self, name: str) -> Any:
        return dict(self.facts).get(name)


@dataclass(frozen=True)
class Appraisal:
    """What a set of flows is worth under a policy. `lines` are those after optimism bias, `given` before."""

    rates: Rates
    base_year: int
    bias: Bias
    given: tuple[Line, ...]
    lines: tuple[Line, ...]
    cash: tuple[Row, ...]
    all: tuple[Row, ...]
    sunk: Decimal
    delay: Decimal
    figures: tuple[Figure, ...]

    def figure(self, code: str) -> Figure:
        """Return a figure: npv, npsv, bcr, payback, discounted_payback, irr."""
        return next(one for one in self.figures if one.code == code)

    @property
    def npv(self) -> Decimal:
        return self.cash[-1].total if self.cash else ZERO

    @property
    def npsv(self) -> Decimal:
        return self.all[-1].total if self.all else ZERO

    @property
    def bcr(self) -> Decimal | None:
        return self.figure("bcr").value

    @property
    def irr(self) -> Decimal | None:
        return self.figure("irr").value

    @property
    def trace(self) -> tuple[Row, ...]:
        """Return the rows of everything that counts."""
        return self.all


def appraise(lines: Iterable[Line], rates: Rates, base_year: int = 0, bias: Bias = NO_BIAS) -> Appraisal:
    """Return every figure of these flows, seen from the base year. What was spent before it is sunk and left out."""
    given = tuple(lines)
    ahead = [line for line in given if line.year >= base_year]
    lifted = tuple(bias.applied(ahead))
    cash = rows_of((line for line in lifted if line.cash), rates, base_year)
    every = rows_of(lifted, rates, base_year)
    return Appraisal(
        rates, base_year, bias, given, lifted, cash, every,
        sum((line.amount for line in given if line.year < base_year and line.kind == "cost"), ZERO),
        bias.delay(ahead), (*_worth(cash, every), *_money_back(cash)),
    )  # fmt: skip


def _worth(cash: tuple[Row, ...], every: tuple[Row, ...]) -> tuple[Figure, ...]:
    """Return NPV, NPSV and the ratio of benefits to costs."""
    costs = sum((row.present_cost for row in every), ZERO)
    benefits = sum((row.present_benefit for row in every), ZERO)
    ratio = (benefits / costs).quantize(Decimal("0.01"), ROUND_HALF_UP) if costs else None
    why = "" if costs else "free"
    return (
        Figure("npv", cash[-1].total if cash else ZERO, "money", "cash", cash),
        Figure("npsv", every[-1].total if every else ZERO, "money", "all", every),
        Figure("bcr", ratio, "ratio", "all", every, why, (("costs", costs), ("benefits", benefits))),
    )


def _money_back(rows: tuple[Row, ...]) -> tuple[Figure, ...]:
    """Return both paybacks and the internal rate of return, of what moves money."""
    plain = payback([row.running for row in rows], [row.flow for row in rows])
    counted = payback([row.total for row in rows], [row.present for row in rows])
    rate = irr([row.flow for row in rows])
    why = (
        ""
        if rate.value is not None
        else ("one_sided" if not rate.changes else "several" if rate.changes > 1 else "far")
    )
    return (
        Figure("payback", plain.years, "years", "cash", rows, plain.why, (("row", plain.row),)),
        Figure("discounted_payback", counted.years, "years", "cash", rows, counted.why, (("row", counted.row),)),
        Figure("irr", rate.value, "share", "cash", rows, why, (("changes", rate.changes), ("others", rate.others))),
    )  # fmt: skip
