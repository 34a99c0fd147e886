"""What may come of it: many draws from the ranges of the lines, the same luck for whatever is compared."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from .discount import Rates
from .lines import Line
from .sensitivity import groups

Shape = Literal["triangular", "pert"]
Draws = NDArray[np.float64]
MOST = 100_000


@dataclass(frozen=True)
class Simulation:
    """The distribution of NPSV, in floating point. `edges` and `counts` are its histogram; `loss` is the share of
    draws below zero; `seed`, `draws` and `shape` are what gives the same numbers again."""

    seed: int
    draws: int
    shape: str
    p10: float
    p50: float
    p90: float
    mean: float
    loss: float
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    moving: int


def simulate(
    lines: Iterable[Line], rates: Rates, base_year: int = 0, *, seed: int = 1, draws: int = 5000,
    shape: Shape = "triangular", bins: int = 24,
) -> Simulation:  # fmt: skip
    """Draw every uncertain line many times and return what NPSV comes to.

    Common random numbers: the luck of a group of lines depends on the seed and on its name alone, so two options
    that share a line share its luck, and their difference is that of the options. Lines of one name move together.
    """
    ahead = [line for line in lines if line.year >= base_year]
    draws = max(100, min(draws, MOST))
    worth = np.zeros(draws)
    factors = [
        float(factor) for factor in rates.factors(max((line.year - base_year for line in ahead), default=0))
    ]
    moving = 0
    for name, some in groups(ahead).items():
        uncertain = any(line.uncertain for line in some)
        luck = _luck(seed, name, draws) if uncertain else np.zeros(draws)
        moving += uncertain
        for line in some:
            worth += line.sign * factors[line.year - base_year] * _amounts(line, luck, shape)
    return _result(worth, seed, shape, moving, bins)


def _luck(seed: int, name: str, draws: int) -> Draws:
    """Return numbers between 0 and 1 that belong to a name."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())]).random(draws)


def _amounts(line: Line, luck: Draws, shape: Shape) -> Draws:
    """Turn luck into amounts: 0 is the least, 1 the most."""
    low, likely, high = (float(value) for value in (line.range[0], line.amount, line.range[1]))
    if low == high:
        return np.full(len(luck), likely)
    return _pert(low, likely, high, luck) if shape == "pert" else _triangular(low, likely, high, luck)


def _triangular(low: float, likely: float, high: float, luck: Draws) -> Draws:
    """Invert the distribution of a triangle."""
    span, turn = high - low, (likely - low) / (high - low)
    rising = low + np.sqrt(luck * span * (likely - low))
    falling = high - np.sqrt((1 - luck) * span * (high - likely))
    return np.where(luck < turn, rising, falling)


def _pert(low: float, likely: float, high: float, luck: Draws) -> Draws:
    """Invert the beta distribution that PERT takes: its mean weighs the likeliest four times."""
    span = high - low
    a, b = 1 + 4 * (likely - low) / span, 1 + 4 * (high - likely) / span
    found: Draws = low + span * betaincinv(a, b, luck)
    return found


def _result(worth: Draws, seed: int, shape: str, moving: int, bins: int) -> Simulation:
    p10, p50, p90 = (float(value) for value in np.percentile(worth, [10, 50, 90]))
    counts, edges = np.histogram(worth, bins if np.ptp(worth) > 1e-6 else 1)
    return Simulation(
        seed, len(worth), shape, p10, p50, p90, float(worth.mean()), float((worth < 0).mean()),
        tuple(float(edge) for edge in edges), tuple(int(count) for count in counts), moving,
    )  # fmt: skip
