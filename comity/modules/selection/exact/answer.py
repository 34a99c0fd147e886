"""One whole answer: the choice, why nothing fits, and what was wished to be known around it; as JSON values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from .conflicts import explain
from .explore import frontier, refusals, robustness
from .problem import Problem
from .solve import Watch, no_watch, solve

PERCENTS = (50, 60, 70, 80, 90, 100, 110, 120, 130, 150)
ROUGH = 5e-3  # the gap of what is explored by many solves


@dataclass(frozen=True)
class Wish:
    """What is to be known: the gap, the time, and whether to explore around the answer."""

    gap: float = 1e-3
    seconds: float = 60.0
    explore: bool = False
    refused: int = 10
    samples: int = 40
    seed: int = 2027


def answer(problem: Problem, wish: Wish, watch: Watch = no_watch) -> dict[str, Any]:
    """Solve, explain or explore."""
    steps = 1 + (len(PERCENTS) + wish.refused + wish.samples if wish.explore else 0)
    watch(0, steps, "solve")
    base = solve(problem, wish.gap, wish.seconds)
    made: dict[str, Any] = {"result": base.to_json(), "why": None}
    if base.status == "infeasible":
        made["why"] = explain(problem).to_json()
    if wish.explore and base.found:
        made |= _explored(problem, base, wish, steps, watch)
    return made


def _explored(problem: Problem, base: Any, wish: Wish, steps: int, watch: Watch) -> dict[str, Any]:
    rough = max(wish.gap, ROUGH)

    def after(first: int) -> Watch:
        return lambda done, total, said: watch(first + done, steps, said)

    each = max(2.0, wish.seconds / 4)
    one = len(PERCENTS)
    return {
        "frontier": [asdict(p) for p in frontier(problem, PERCENTS, rough, each, after(1))],
        "refusals": [
            asdict(r)
            for r in refusals(problem, base, wish.refused, max(wish.gap, 1e-3), each, after(1 + one))
        ],
        "bands": [
            asdict(b)
            for b in robustness(
                problem,
                base,
                wish.samples,
                wish.seed,
                gap=rough,
                seconds=each,
                watch=after(1 + one + wish.refused),
            )
        ],
    }
