"""After how many years the money is back."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Payback:
    """Years from the base year with one decimal, or None and why: `none` (nothing is laid out), `never`."""

    years: Decimal | None
    why: str = ""
    row: int | None = None


def payback(sums: Sequence[Decimal], flows: Sequence[Decimal]) -> Payback:
    """Return when the running total is above zero for good, within its year in proportion to that year's flow.

    For good: a total that dips below zero again later has not paid back yet.
    """
    below = [place for place, total in enumerate(sums) if total < 0]
    if not below:
        return Payback(None, "none")
    last = below[-1]
    if last == len(sums) - 1:
        return Payback(None, "never")
    part = -sums[last] / flows[last + 1]
    years = (Decimal(last) + part).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Payback(years, row=last + 1)
