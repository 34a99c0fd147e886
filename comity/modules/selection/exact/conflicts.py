"""Why nothing fits: which mandatory initiatives and floors cannot stand together, and how much money would let them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, milp

from .problem import Problem
from .rows import Matrix, Row, build
from .solve import _constraint


@dataclass(frozen=True)
class Conflict:
    """A demand that gives way, or an envelope that lacks money: kind mandatory, floor, money, staff or run.

    `lacks` is what would be needed beyond the limit (minor units, hundredths of a post), 0 where it does not apply.
    """

    kind: str
    name: str
    lacks: int = 0


@dataclass(frozen=True)
class Why:
    """Two ways out: the fewest demands to give up, or the least to add to the limits so that all can stand."""

    give_up: tuple[Conflict, ...]
    or_add: tuple[Conflict, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def explain(problem: Problem, seconds: float = 20.0) -> Why:
    """Relax a question that has no answer, demand by demand and limit by limit."""
    matrix = build(problem.canonical())
    return Why(tuple(_give_up(matrix, seconds)), tuple(_add(matrix, seconds)))


def _give_up(matrix: Matrix, seconds: float) -> list[Conflict]:
    """Return the fewest demands that have to go for the rest to fit."""
    x, slack = _relaxed(matrix, [row for row in matrix.rows if row.soft], True, seconds)
    return [] if x is None else [Conflict(row.kind, row.name) for row, size in slack if size > 0.5]


def _add(matrix: Matrix, seconds: float) -> list[Conflict]:
    """Return the least that the limits lack for every demand to stand; nothing where money would not help."""
    limits = [row for row in matrix.rows if row.kind in ("money", "staff", "run")]
    x, slack = _relaxed(matrix, limits, False, seconds)
    if x is None:
        return []
    found = []
    for row, _size in slack:
        used = round(sum(value * round(x[column]) for column, value in row.cells.items()))
        if used > row.high:
            found.append(Conflict(row.kind, row.name, used - round(row.high)))
    return found


def _relaxed(
    matrix: Matrix, soft: list[Row], whole: bool, seconds: float
) -> tuple[Any, list[tuple[Row, float]]]:
    """Solve with a slack for each of the rows `soft`: whole ones are counted, others are summed in their scale."""
    n, rows = len(matrix.values), [row for row in matrix.rows if not any(row is one for one in soft)]
    for k, row in enumerate(soft):
        scale = max((abs(v) for v in row.cells.values()), default=1.0)
        # A slack that lifts the row altogether: enough for every column at once.
        lift = sum(abs(v) for v in row.cells.values()) + abs(row.low if np.isfinite(row.low) else 0.0)
        size = lift if whole else scale
        up = row.low > -np.inf
        rows.append(Row({**row.cells, n + k: size if up else -size}, row.low, row.high, row.kind, row.name))
    kinds = np.zeros(n + len(soft))
    kinds[: matrix.options] = 1
    kinds[n:] = 1 if whole else 0
    top = np.ones(n + len(soft))
    top[n:] = 1 if whole else np.inf
    cost = np.concatenate([np.zeros(n), np.ones(len(soft))])
    said = milp(
        cost, integrality=kinds, bounds=Bounds(0, top), constraints=_constraint(rows, n + len(soft)),
        options={"mip_rel_gap": 1e-6, "time_limit": seconds, "disp": False},
    )  # fmt: skip
    if said.x is None:
        return None, []
    return said.x[:n], [(row, float(said.x[n + k])) for k, row in enumerate(soft)]
