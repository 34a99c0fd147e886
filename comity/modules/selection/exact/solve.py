"""The solver: HiGHS by scipy, with an exact check of every answer, a proof gap and a fixed choice among equals."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import scipy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from .judge import Breach, Chosen, Spend, breaches, cost_of, pay, value_of
from .problem import Problem
from .rows import INF, Matrix, Row, build, money_row

# (done, total, what is done): called between solves; it may raise to end the work.
Watch = Callable[[int, int, str], None]
CHUNK = 12  # options whose order is settled by one solve
CUTS = 25


def no_watch(done: int, total: int, said: str) -> None:
    """Tell nobody."""


@dataclass
class Result:
    """An answer. `status`: optimal (within `gap_asked`), time (stopped, not proved), infeasible, unknown.

    `value` and `bound` are in thousandths of a point; `gap` is (bound - value) / value. `unique` says that the
    choice among equals is settled too, so that every solver would give this answer.
    """

    status: str
    chosen: Chosen = field(default_factory=dict)
    value: int = 0
    bound: float = 0.0
    gap: float = 0.0
    gap_asked: float = 0.0
    cost: int = 0
    spending: list[Spend] = field(default_factory=list)
    unique: bool = False
    solves: int = 0
    seconds: float = 0.0
    solver: str = ""
    sha256: str = ""

    @property
    def found(self) -> bool:
        return self.status in ("optimal", "time")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def result_from(said: dict[str, Any]) -> Result:
    """Read what `to_json` wrote."""
    return Result(**{**said, "spending": [Spend(**one) for one in said["spending"]]})


def solver_name() -> str:
    """Name the solver with its version."""
    from scipy.optimize._highspy import _core as core

    version = f"{core.HIGHS_VERSION_MAJOR}.{core.HIGHS_VERSION_MINOR}.{core.HIGHS_VERSION_PATCH}"
    return f"HiGHS {version} (scipy {scipy.__version__})"


@dataclass
class _Answer:
    x: Any
    bound: float
    proved: bool
    infeasible: bool = False


class _Work:
    """One question on its way to an answer: its matrix, the cuts so far, the time left."""

    def __init__(self, problem: Problem, gap: float, seconds: float, watch: Watch):
        self.problem, self.gap, self.watch = problem, gap, watch
        self.matrix = build(problem)
        self.end = time.monotonic() + seconds
        self.solves = 0

    def ask(self, objective: Sequence[float], extra: Sequence[Row] = (), gap: float | None = None) -> _Answer:
        """Ask the solver once for the largest objective."""
        left = self.end - time.monotonic()
        if left <= 0.05:
            return _Answer(None, INF, False)
        self.watch(self.solves, 0, "")
        self.solves += 1
        return _highs(
            self.matrix, objective, [*self.matrix.rows, *extra], self.gap if gap is None else gap, left
        )

    def exact(
        self, objective: Sequence[float], extra: Sequence[Row] = (), gap: float | None = None
    ) -> _Answer:
        """Ask until the answer holds in whole numbers: each breach becomes a row that forbids it."""
        answer = _Answer(None, INF, False)
        for _cut in range(CUTS):
            answer = self.ask(objective, extra, gap)
            if answer.x is None:
                return answer
            found = breaches(self.problem, chosen_of(self.matrix, answer.x))
            if not found:
                return answer
            self.matrix.rows += [self._forbid(breach, answer.x) for breach in found]
        return _Answer(None, answer.bound, False)

    def _forbid(self, breach: Breach, x: Any) -> Row:
        """Return a row that the broken answer does not pass but every right one does."""
        taken = [c for c in range(self.matrix.options) if x[c] > 0.5]
        if breach.kind == "money":
            row = money_row(self.matrix, breach.programme, breach.year, breach.funds)
            if not any(r.name == row.name and r.kind == "money" for r in self.matrix.rows):
                row.high = float(sum(
                    e.amount for e in self.problem.envelopes
                    if (e.programme, e.year) == (breach.programme, breach.year) and e.fund in breach.funds
                ))  # fmt: skip
                return row
            # The row is there, and the answer passed it by the solver's tolerance alone.
            taken = [c for c in taken if c in row.cells]
            return Row(dict.fromkeys(taken, 1.0), high=len(taken) - 1, kind="cover")
        rest = {c: -1.0 for c in range(self.matrix.options) if c not in taken}
        return Row(dict.fromkeys(taken, 1.0) | rest, high=len(taken) - 1, kind="cover")


def _highs(
    matrix: Matrix, objective: Sequence[float], rows: Sequence[Row], gap: float, seconds: float
) -> _Answer:
    """Call HiGHS; rows are scaled by their largest cell, so that its tolerance means the same in each."""
    n, top = len(matrix.values), max((abs(v) for v in objective), default=0.0) or 1.0
    whole = np.zeros(n)
    whole[: matrix.options] = 1
    said = milp(
        -np.array(objective) / top, integrality=whole, bounds=Bounds(0, 1), constraints=_constraint(rows, n),
        options={"mip_rel_gap": gap, "time_limit": seconds, "disp": False},
    )  # fmt: skip
    bound = -said.mip_dual_bound * top if said.get("mip_dual_bound") is not None else INF
    if said.status == 0 and not np.isfinite(bound):
        bound = -said.fun * top
    return _Answer(said.x, bound, said.status == 0, said.status == 2)


def _constraint(rows: Sequence[Row], n: int) -> Any:
    cells, columns, starts, low, high = [], [], [0], [], []
    for row in rows:
        scale = max((abs(v) for v in row.cells.values()), default=1.0) or 1.0
        cells += [v / scale for v in row.cells.values()]
        columns += list(row.cells)
        starts.append(len(cells))
        low.append(row.low / scale)
        high.append(row.high / scale)
    if not rows:
        return ()
    return LinearConstraint(csr_array((cells, columns, starts), shape=(len(rows), n)), low, high)


def chosen_of(matrix: Matrix, x: Any) -> Chosen:
    """Return which option of which initiative a solution means."""
    return {
        matrix.problem.initiatives[i].code: matrix.problem.initiatives[i].options[o].code
        for column, (i, o) in enumerate(matrix.columns)
        if x[column] > 0.5
    }


def solve(
    problem: Problem,
    gap: float = 1e-3,
    seconds: float = 60.0,
    settle: bool | None = None,
    watch: Watch = no_watch,
) -> Result:
    """Return the most valuable choice within the limits.

    `settle` (default: where the gap asked is 0) goes on after the proof: of equally valuable answers the cheapest,
    of these the first in the order of codes. Otherwise the same question in any order still gets the same answer
    of the same version of the solver, unless the time ran out.
    """
    began = time.monotonic()
    plain = problem.canonical()
    work = _Work(plain, gap, seconds, watch)
    answer = work.exact(work.matrix.values)
    made = Result("unknown", gap_asked=gap, solver=solver_name(), sha256=plain.sha256)
    if answer.infeasible:
        made.status = "infeasible"
    elif answer.x is not None:
        chosen = chosen_of(work.matrix, answer.x)
        made.status = "optimal" if answer.proved else "time"
        if made.status == "optimal" and (settle if settle is not None else gap == 0):
            chosen, made.unique = _settle(work, chosen)
        _fill(made, plain, chosen, answer.bound)
    made.solves, made.seconds = work.solves, round(time.monotonic() - began, 3)
    return made


def _fill(made: Result, problem: Problem, chosen: Chosen, bound: float) -> None:
    """Write what an answer is worth, costs and takes from whom."""
    made.chosen, made.value = dict(sorted(chosen.items())), value_of(problem, chosen)
    # Values are whole, so the true optimum is a whole number not above the bound.
    whole = float(np.floor(bound + min(0.4, 1e-9 * abs(bound)))) if np.isfinite(bound) else bound
    made.bound = max(whole, float(made.value))
    made.gap = (made.bound - made.value) / max(1.0, abs(made.value)) if np.isfinite(made.bound) else INF
    made.cost, made.spending = cost_of(problem, chosen), pay(problem, chosen)[0]


def _settle(work: _Work, chosen: Chosen) -> tuple[Chosen, bool]:
    """Choose among equally valuable answers: the cheapest, then the first in order; (answer, settled in time)."""
    matrix, problem = work.matrix, work.problem
    best = value_of(problem, chosen)
    worth = Row(dict(enumerate(matrix.values)), low=best - 0.5, kind="value")
    cheap = work.exact([-c for c in matrix.costs], [worth], 0.0)
    if cheap.x is None or not cheap.proved:
        return chosen, False
    other = chosen_of(matrix, cheap.x)
    if value_of(problem, other) < best:
        return chosen, False
    chosen, least = other, cost_of(problem, other)
    limits = [worth, Row(dict(enumerate(matrix.costs)), high=least + 0.5, kind="cost")]
    if _alone(work, chosen, limits):
        return chosen, True
    return _first(work, chosen, limits)


def _alone(work: _Work, chosen: Chosen, limits: list[Row]) -> bool:
    """Say whether no other answer is as good and as cheap."""
    cells = {
        c: 1.0
        if chosen.get(work.problem.initiatives[i].code) == work.problem.initiatives[i].options[o].code
        else -1.0
        for c, (i, o) in enumerate(work.matrix.columns)
    }
    another = Row(cells, high=sum(v > 0 for v in cells.values()) - 1, kind="another")
    return work.exact([0.0] * len(work.matrix.values), [*limits, another], 0.0).infeasible


def _first(work: _Work, chosen: Chosen, limits: list[Row]) -> tuple[Chosen, bool]:
    """Settle the options a dozen at a time, in order: who comes first is rather chosen."""
    fixed: list[Row] = []
    best, cost = value_of(work.problem, chosen), cost_of(work.problem, chosen)
    for start in range(0, work.matrix.options, CHUNK):
        columns = list(range(start, min(start + CHUNK, work.matrix.options)))
        wish = [0.0] * len(work.matrix.values)
        for k, column in enumerate(columns):
            wish[column] = float(2 ** (len(columns) - 1 - k))
        answer = work.exact(wish, [*limits, *fixed], 0.0)
        if answer.x is None or not answer.proved:
            return chosen, False
        other = chosen_of(work.matrix, answer.x)
        if value_of(work.problem, other) < best or cost_of(work.problem, other) > cost:
            return chosen, False
        chosen = other
        fixed += [
            Row({c: 1.0}, low=round(answer.x[c]), high=round(answer.x[c]), kind="fixed") for c in columns
        ]
    return chosen, True
