"""The question as rows of a matrix: one 0/1 column for each option, one for each synergy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .money import Funds, unions
from .problem import IN, OUT, Initiative, Need, Problem

INF = float("inf")


@dataclass
class Row:
    """low ≤ Σ cells · x ≤ high; `kind` and `name` say what the row is for, `soft` that it may be what conflicts."""

    cells: dict[int, float]
    low: float = -INF
    high: float = INF
    kind: str = ""
    name: str = ""
    soft: bool = False


@dataclass
class Matrix:
    """Columns of a canonical question: options first, in order, then synergies."""

    problem: Problem
    columns: list[tuple[int, int]] = field(default_factory=list)
    place: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    options: int = 0

    def of(self, i: int, alive: bool = False) -> list[int]:
        """Return the columns of an initiative; with `alive` only those that deliver."""
        return [
            self.place[i, o] for o, option in enumerate(self.problem.initiatives[i].options)
            if option.alive or not alive
        ]  # fmt: skip


def build(problem: Problem) -> Matrix:
    """Lay a canonical question out as a matrix."""
    made = Matrix(problem)
    for i, one in enumerate(problem.initiatives):
        for o, option in enumerate(one.options):
            made.place[i, o] = len(made.columns)
            made.columns.append((i, o))
            made.values.append(float(option.value))
            made.costs.append(float(option.cost))
    made.options = len(made.columns)
    number = {one.code: i for i, one in enumerate(problem.initiatives)}
    made.rows += _choices(made)
    made.rows += _links(made, number)
    made.rows += _money(made)
    made.rows += _capacities(made)
    made.rows += [_floor(made, f.group, f.measure, f.least) for f in problem.floors]
    _synergies(made, number)
    return made


def _choices(made: Matrix) -> Iterable[Row]:
    """At most one option; exactly one where it is mandatory; none where it is barred."""
    for i, one in enumerate(made.problem.initiatives):
        cells = dict.fromkeys(made.of(i), 1.0)
        if one.must == IN:
            yield Row(cells, high=1, kind="one", name=one.code)
            yield Row(cells, low=1, kind="mandatory", name=one.code, soft=True)
        else:
            yield Row(cells, high=0 if one.must == OUT else 1, kind="one", name=one.code)


def _links(made: Matrix, number: dict[str, int]) -> Iterable[Row]:
    """What requires another is not chosen without it; of alternatives at most one."""
    for i, one in enumerate(made.problem.initiatives):
        for other in one.requires:
            cells = dict.fromkeys(made.of(i, alive=True), 1.0)
            for column in made.of(number[other], alive=True):
                cells[column] = cells.get(column, 0.0) - 1.0
            yield Row(cells, high=0, kind="requires", name=f"{one.code} → {other}")
    for group in made.problem.exclusions:
        columns = [c for code in group for c in made.of(number[code], alive=True)]
        yield Row(dict.fromkeys(columns, 1.0), high=1, kind="exclusion", name=" | ".join(group))


def _money(made: Matrix) -> Iterable[Row]:
    """For each programme and year, and each set of funds: what only they may pay fits what they hold."""
    held: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for e in made.problem.envelopes:
        where = held[e.programme, e.year]
        where[e.fund] = where.get(e.fund, 0) + e.amount
    sets: dict[tuple[str, int], set[Funds]] = defaultdict(set)
    for one in made.problem.initiatives:
        for option in one.options:
            for need in option.needs:
                here = held.get((one.programme, need.year), {})
                sets[one.programme, need.year].add(tuple(f for f in need.funds if f in here))
    for (programme, year), found in sorted(sets.items()):
        for funds in unions(found):
            row = money_row(made, programme, year, funds)
            row.high = float(sum(held.get((programme, year), {}).get(f, 0) for f in funds))
            yield row


def money_row(made: Matrix, programme: str, year: int, funds: Funds) -> Row:
    """Return the row of what only these funds may pay, without its limit."""
    known = {e.fund for e in made.problem.envelopes if (e.programme, e.year) == (programme, year)}
    cells: dict[int, float] = {}
    for column, (i, o) in enumerate(made.columns):
        one = made.problem.initiatives[i]
        if one.programme == programme:
            amount = sum(n.amount for n in one.options[o].needs if n.year == year and _only(n, funds, known))
            if amount:
                cells[column] = float(amount)
    return Row(cells, kind="money", name=f"{programme} · {', '.join(funds)} · {year}")


def _only(need: Need, funds: Funds, known: set[str]) -> bool:
    return set(funds).issuperset(known.intersection(need.funds))


def _capacities(made: Matrix) -> Iterable[Row]:
    """Staff of a category and running cost fit in each year that has a limit."""
    options = [made.problem.initiatives[i].options[o] for i, o in made.columns]
    for year, category, most in made.problem.staff:
        cells = {c: float(n) for c, option in enumerate(options) if (n := option.time(year, category))}
        yield Row(cells, high=float(most), kind="staff", name=limit_name(year, category))
    for year, most in made.problem.run:
        cells = {c: float(n) for c, option in enumerate(options) if (n := option.running(year))}
        yield Row(cells, high=float(most), kind="run", name=str(year))


def limit_name(year: int, category: str) -> str:
    return f"{year} · {category}" if category else str(year)


def _floor(made: Matrix, group: str, measure: str, least: int) -> Row:
    """What a group gets at least: so many initiatives, so much money, or a share of all money."""
    cells: dict[int, float] = {}
    for column, (i, o) in enumerate(made.columns):
        one, option = made.problem.initiatives[i], made.problem.initiatives[i].options[o]
        cells[column] = _weight(belongs(one, group), option.alive, option.cost, measure, least)
    low = 0.0 if measure == "share" else float(least)
    return Row(
        {c: v for c, v in cells.items() if v}, low=low, kind="floor", name=f"{group} · {measure}", soft=True
    )


def _weight(inside: bool, alive: bool, cost: int, measure: str, least: int) -> float:
    if measure == "count":
        return float(inside and alive)
    if measure == "money":
        return float(cost) if inside else 0.0
    return float(cost) * ((100 if inside else 0) - least)


def belongs(one: Initiative, group: str) -> bool:
    """Say whether an initiative is of a group: one of its own, or its programme."""
    return group in one.groups or group == f"programme:{one.programme}"


def _synergies(made: Matrix, number: dict[str, int]) -> None:
    """A column for each synergy: a gain needs both initiatives, a loss is suffered with both."""
    for s in made.problem.synergies:
        column = len(made.values)
        made.values.append(float(s.value))
        made.costs.append(0.0)
        pair = [made.of(number[code], alive=True) for code in (s.one, s.other)]
        name = f"{s.one} + {s.other}"
        if s.value >= 0:
            for columns in pair:
                cells = {column: 1.0, **dict.fromkeys(columns, -1.0)}
                made.rows.append(Row(cells, high=0, kind="synergy", name=name))
        else:
            both = {column: -1.0, **dict.fromkeys([*pair[0], *pair[1]], 1.0)}
            made.rows.append(Row(both, high=1, kind="synergy", name=name))
