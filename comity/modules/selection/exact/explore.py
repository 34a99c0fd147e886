"""Around an answer: the frontier, the price of each refusal, and what stays when weights and costs are uncertain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .judge import Chosen
from .problem import FREE, IN, Initiative, Need, Option, Problem
from .solve import Result, Watch, no_watch, solve

CORE, EXTERIOR = 95, 5  # per cent of the samples


@dataclass(frozen=True)
class Point:
    """A point of the frontier: envelopes at `percent`, and the best there."""

    percent: int
    money: int
    value: int
    bound: float
    cost: int
    count: int
    status: str


def frontier(
    problem: Problem,
    percents: Iterable[int],
    gap: float = 1e-3,
    seconds: float = 60.0,
    watch: Watch = no_watch,
) -> list[Point]:
    """Return the best value at each scale of the envelopes."""
    wanted, found = sorted(set(percents)), []
    for done, percent in enumerate(wanted):
        watch(done, len(wanted), "frontier")
        at = problem.scaled(percent)
        best = solve(at, gap, seconds)
        money = sum(e.amount for e in at.envelopes)
        found.append(Point(percent, money, best.value, best.bound, best.cost, len(best.chosen), best.status))
    return found


@dataclass(frozen=True)
class Refusal:
    """What it would cost to force in an initiative that was not chosen: `loss` of value, and what changes.

    `loss` is None where it cannot be had at all within the limits.
    """

    initiative: str
    loss: int | None
    drops: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def refusals(
    problem: Problem, base: Result, most: int | Sequence[str] = 10, gap: float = 1e-3, seconds: float = 60.0,
    watch: Watch = no_watch,
) -> list[Refusal]:  # fmt: skip
    """Return the price of the refusals named, or of the `most` valuable ones, the cheapest first."""
    refused = [one for one in problem.initiatives if one.must == FREE and one.code not in base.chosen]
    if isinstance(most, int):
        refused = sorted(refused, key=lambda one: (-max(o.value for o in one.options), one.code))[:most]
    else:
        refused = [one for one in refused if one.code in set(most)]
    found = []
    for done, one in enumerate(refused):
        watch(done, len(refused), "refusals")
        found.append(_refusal(one.code, base, solve(problem.forcing(one.code, IN), gap, seconds)))
    return sorted(found, key=lambda r: (r.loss is None, r.loss or 0, r.initiative))


def _refusal(code: str, base: Result, forced: Result) -> Refusal:
    if not forced.found:
        return Refusal(code, None)
    both = base.chosen.keys() & forced.chosen.keys()
    return Refusal(
        code,
        base.value - forced.value,
        tuple(sorted(base.chosen.keys() - forced.chosen.keys())),
        tuple(sorted(forced.chosen.keys() - base.chosen.keys() - {code})),
        tuple(sorted(c for c in both if base.chosen[c] != forced.chosen[c])),
    )


@dataclass(frozen=True)
class Band:
    """How often an initiative was chosen over all samples, in per cent; core, borderline or exterior."""

    initiative: str
    percent: float
    band: str
    chosen: bool


def robustness(
    problem: Problem, base: Result, samples: int = 40, seed: int = 2027, weights: float = 0.25, costs: float = 0.15,
    gap: float = 5e-3, seconds: float = 60.0, watch: Watch = no_watch,
) -> list[Band]:  # fmt: skip
    """Choose again under sampled weights (or values) and costs; return the band of each initiative.

    `weights` and `costs` are the standard deviations of the logarithm; `seed` makes the samples the same again.
    """
    plain = problem.canonical()
    worlds = list(_worlds(plain, samples, np.random.default_rng(seed), weights, costs))
    often = dict.fromkeys((one.code for one in plain.initiatives), 0)
    counted = 0
    for done, world in enumerate(worlds):
        watch(done, samples, "robustness")
        found = solve(world, gap, seconds)
        counted += found.found
        for code in found.chosen:
            often[code] += 1
    return [_band(code, 100 * n / max(1, counted), base.chosen) for code, n in often.items()]


def _band(code: str, percent: float, chosen: Chosen) -> Band:
    band = "core" if percent >= CORE else "exterior" if percent <= EXTERIOR else "borderline"
    return Band(code, round(percent, 1), band, code in chosen)


def _worlds(
    problem: Problem, samples: int, draw: np.random.Generator, weights: float, costs: float
) -> Iterable[Problem]:
    """Draw all samples, in one order, before anything is solved."""
    for _sample in range(samples):
        factors = draw.lognormal(0, weights, max(1, len(problem.weights)))
        wise = np.array(problem.weights or (1,), dtype=float) * factors
        share = wise / wise.sum() if wise.sum() else wise
        own = draw.lognormal(0, weights, len(problem.initiatives))
        dear = draw.lognormal(0, costs, len(problem.initiatives))
        yield replace(problem, initiatives=tuple(
            _drawn(one, share if problem.weights else None, float(own[i]), float(dear[i]))
            for i, one in enumerate(problem.initiatives)
        ))  # fmt: skip


def _drawn(one: Initiative, share: np.ndarray | None, own: float, dear: float) -> Initiative:
    """Return an initiative as it might be: valued by the drawn weights where scores are known, at a drawn cost."""
    return replace(one, options=tuple(_option(o, share, own, dear) for o in one.options))


def _option(option: Option, share: np.ndarray | None, own: float, dear: float) -> Option:
    if share is not None and len(option.scores) == len(share):
        value = round(float(np.dot(share, option.scores)))
    else:
        value = round(option.value * own)
    needs = tuple(Need(n.year, round(n.amount * dear), n.funds) for n in option.needs)
    return replace(option, value=value, needs=needs)
