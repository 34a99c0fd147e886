"""The year rows of a flow: what every figure is added up from."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .discount import Rates
from .lines import ZERO, Line, cents


@dataclass(frozen=True)
class Row:
    """One year. `year` as the lines count it, `distance` from the base year.

    Present values are rounded to the cent in each row, so that the column adds up to the figure exactly.
    `running` and `total` are the sums so far, without and with discounting.
    """

    year: int
    distance: int
    cost: Decimal
    benefit: Decimal
    flow: Decimal
    factor: Decimal
    present_cost: Decimal
    present_benefit: Decimal
    present: Decimal
    running: Decimal
    total: Decimal


def rows_of(lines: Iterable[Line], rates: Rates, base_year: int) -> tuple[Row, ...]:
    """Return a row for every year from the base year to the last; earlier years are sunk and left out."""
    costs: dict[int, Decimal] = {}
    benefits: dict[int, Decimal] = {}
    for line in lines:
        side = costs if line.kind == "cost" else benefits
        side[line.year] = side.get(line.year, ZERO) + cents(line.amount)
    years = [year for year in (*costs, *benefits) if year >= base_year]
    if not years:
        return ()
    found: list[Row] = []
    running = total = ZERO
    for distance, factor in enumerate(rates.factors(max(years) - base_year)):
        year = base_year + distance
        cost, benefit = costs.get(year, ZERO), benefits.get(year, ZERO)
        there, gained = cents(cost * factor), cents(benefit * factor)
        running, total = running + benefit - cost, total + gained - there
        found.append(
            Row(year, distance, cost, benefit, benefit - cost, factor, there, gained, gained - there, running, total)
        )  # fmt: skip
    return tuple(found)
