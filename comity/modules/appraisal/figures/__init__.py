"""What an investment is worth, as pure functions: no Django, no clock, no database.

Flows are `Line`s of constant prices. Money is exact (`Decimal`, rounded to the cent, half away from zero); only the
simulation works with floating point, and says so. Every figure comes with the rows that it was added up from.
"""

from .appraise import Appraisal, Figure, appraise
from .bias import BENCHMARKS, NO_BIAS, Benchmark, Bias
from .discount import GREEN_BOOK, Rates, RateStep
from .grid import Grid, grid
from .lines import Line
from .rows import Row
from .sensitivity import Swing, Switch, switching, tornado
from .simulation import Simulation, simulate

__all__ = [
    "BENCHMARKS", "GREEN_BOOK", "NO_BIAS", "Appraisal", "Benchmark", "Bias", "Figure", "Grid", "Line", "RateStep",
    "Rates", "Row", "Simulation", "Swing", "Switch", "appraise", "grid", "simulate", "switching", "tornado",
]  # fmt: skip
