"""The money of an option as tables: years by phases, years by funds; options beside each other."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from comity.kernel.shell.charts.figure import number

from .models import CaseOption, CostLine, StaffLine
from .models.words import Phase
from .words import whole

ZERO = Decimal("0.00")


@dataclass
class Grid:
    """A table of amounts in words: `heads` over the numbers, rows of (name, cells), `foot` the sums."""

    heads: list[Any]
    rows: list[tuple[Any, list[str]]]
    foot: list[str]


def _grid(
    years: list[int], cells: dict[Any, dict[int, Decimal]], heads: list[Any], said: Callable[[Any], str] = whole
) -> Grid:  # fmt: skip
    rows = [
        (name, [*(said(of[year]) if year in of else "" for year in years), said(sum(of.values(), ZERO))])
        for name, of in cells.items()
    ]
    sums = [sum((of.get(year, ZERO) for of in cells.values()), ZERO) for year in years]
    return Grid(heads, rows, [*map(said, sums), said(sum(sums, ZERO))])


def by_phase(lines: list[CostLine]) -> Grid:
    """Return the life-cycle grid: phases down, years across, run apart from change (para 19)."""
    years = sorted({line.year for line in lines})
    cells: dict[Any, dict[int, Decimal]] = {label: {} for _phase, label in Phase.choices}
    for line in lines:
        row = cells[Phase(line.phase).label]
        row[line.year] = row.get(line.year, ZERO) + line.amount
    return _grid(years, cells, years)


def by_fund(lines: list[CostLine]) -> Grid:
    """Return what is asked of each fund in each year: what an approval reserves."""
    years = sorted({line.year for line in lines})
    cells: dict[Any, dict[int, Decimal]] = defaultdict(dict)
    for line in sorted(lines, key=lambda line: str(line.fund)):
        row = cells[line.fund]
        row[line.year] = row.get(line.year, ZERO) + line.amount
    return _grid(years, cells, years)


def by_pool(lines: list[CostLine]) -> Grid:
    """Return what the money is spent on."""
    years = sorted({line.year for line in lines})
    cells: dict[Any, dict[int, Decimal]] = defaultdict(dict)
    for line in sorted(lines, key=lambda line: line.pool):
        row = cells[line.get_pool_display()]
        row[line.year] = row.get(line.year, ZERO) + line.amount
    return _grid(years, cells, years)


def by_staff(lines: list[StaffLine]) -> Grid:
    """Return the person-months of own staff: categories down, years across (para 49(k))."""
    years = sorted({line.year for line in lines})
    cells: dict[Any, dict[int, Decimal]] = defaultdict(dict)
    for line in sorted(lines, key=lambda line: line.category):
        cells[line.get_category_display()][line.year] = line.months
    return _grid(years, cells, years, number)


def total_of(lines: list[CostLine], phases: tuple[str, ...] = ("plan", "build", "run")) -> Decimal:
    return sum((line.amount for line in lines if line.phase in phases), ZERO)


def lines_by_option(options: list[CaseOption], rows: Any) -> dict[Any, list[CostLine]]:
    """Return the cost lines of each option."""
    found: dict[Any, list[CostLine]] = {option.pk: [] for option in options}
    for line in rows.filter(option__in=options).select_related("fund").order_by("year", "id"):
        found[line.option_id].append(line)
    return found
