"""The life-cycle cost grid: what a case costs before, now, in the budget year and after, to change and to run."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .lines import ZERO, Line

COLUMNS = ("PY", "CY", "BY", "BY+1", "BY+2", "BY+3", "BY+4")
"""Prior years, current year, budget year, three years after it, and all beyond (OMB exhibit 300)."""
PHASES = ("plan", "build", "run", "")


@dataclass(frozen=True)
class Grid:
    """Costs by phase (plan, build, run, not said) and column; `total` sums them; `staff` is the share of own staff."""

    current_year: int
    cells: dict[str, tuple[Decimal, ...]]
    total: tuple[Decimal, ...]
    staff: tuple[Decimal, ...]
    columns: tuple[str, ...] = COLUMNS

    @property
    def change(self) -> Decimal:
        """Return what changing costs: planning and building."""
        return sum((*self.cells["plan"], *self.cells["build"]), ZERO)

    @property
    def run(self) -> Decimal:
        """Return what running costs (A/62/793 para 19 asks to see it apart)."""
        return sum(self.cells["run"], ZERO)


def grid(lines: Iterable[Line], current_year: int, with_staff: bool = True) -> Grid:
    """Sort the costs into the grid; without staff the cost of own staff is left out of the cells."""
    cells = {phase: [ZERO] * len(COLUMNS) for phase in PHASES}
    staff = [ZERO] * len(COLUMNS)
    for line in lines:
        if line.kind != "cost":
            continue
        place = max(0, min(line.year - current_year + 1, len(COLUMNS) - 1))
        if line.staff:
            staff[place] += line.amount
        if with_staff or not line.staff:
            cells[line.phase if line.phase in cells else ""][place] += line.amount
    total = tuple(sum((row[i] for row in cells.values()), ZERO) for i in range(len(COLUMNS)))
    return Grid(current_year, {phase: tuple(row) for phase, row in cells.items()}, total, tuple(staff))
