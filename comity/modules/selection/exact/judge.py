"""Checks an answer in whole numbers, whatever the solver's tolerances are, and says what it is worth and who pays."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from .money import Funds, Short, spread
from .problem import IN, OUT, Option, Problem
from .rows import belongs, limit_name

Chosen = dict[str, str]


@dataclass(frozen=True)
class Spend:
    """Money of a fund in a year to an initiative, in minor units."""

    initiative: str
    programme: str
    fund: str
    year: int
    amount: int


@dataclass(frozen=True)
class Breach:
    """A limit that an answer breaks. For money: where, and which funds are short."""

    kind: str
    name: str
    programme: str = ""
    year: int = 0
    funds: Funds = ()


def options_of(problem: Problem, chosen: Chosen) -> dict[str, Option]:
    """Return the option chosen for each initiative that is."""
    return {
        one.code: next(o for o in one.options if o.code == chosen[one.code])
        for one in problem.initiatives
        if one.code in chosen
    }


def value_of(problem: Problem, chosen: Chosen) -> int:
    """Return what an answer is worth, in thousandths of a point."""
    taken = options_of(problem, chosen)
    alive = {code for code, option in taken.items() if option.alive}
    together = sum(s.value for s in problem.synergies if s.one in alive and s.other in alive)
    return sum(option.value for option in taken.values()) + together


def cost_of(problem: Problem, chosen: Chosen) -> int:
    return sum(option.cost for option in options_of(problem, chosen).values())


def pay(problem: Problem, chosen: Chosen) -> tuple[list[Spend], list[Breach]]:
    """Return who pays what, and where money is short."""
    held: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for e in problem.envelopes:
        where = held[e.programme, e.year]
        where[e.fund] = where.get(e.fund, 0) + e.amount
    needs: dict[tuple[str, int], dict[tuple[str, Funds], int]] = defaultdict(lambda: defaultdict(int))
    taken = options_of(problem, chosen)
    for one in problem.initiatives:
        for need in taken[one.code].needs if one.code in taken else ():
            here = held.get((one.programme, need.year), {})
            funds = tuple(f for f in need.funds if f in here)
            needs[one.programme, need.year][one.code, funds] += need.amount
    paid, short = [], []
    for (programme, year), wanted in sorted(needs.items()):
        found = spread(wanted, held.get((programme, year), {}))
        if isinstance(found, Short):
            short.append(Breach("money", f"{programme} · {year}", programme, year, found.funds))
        else:
            paid += [
                Spend(who, programme, fund, year, amount) for (who, fund), amount in sorted(found.items())
            ]
    return paid, short


def breaches(problem: Problem, chosen: Chosen) -> list[Breach]:
    """Return every limit that an answer breaks, money last."""
    taken = options_of(problem, chosen)
    alive = {code for code, option in taken.items() if option.alive}
    found = []
    for one in problem.initiatives:
        if (one.must == IN and one.code not in taken) or (one.must == OUT and one.code in taken):
            found.append(Breach("mandatory", one.code))
        if one.code in alive:
            found += [
                Breach("requires", f"{one.code} → {other}") for other in one.requires if other not in alive
            ]
    found += [
        Breach("exclusion", " | ".join(g)) for g in problem.exclusions if len(alive.intersection(g)) > 1
    ]
    found += _over(problem, taken)
    found += [
        Breach("floor", f"{f.group} · {f.measure}") for f in problem.floors if missing(problem, taken, f) > 0
    ]
    return found + pay(problem, chosen)[1]


def _over(problem: Problem, taken: dict[str, Option]) -> list[Breach]:
    """Return the limits of staff and of running cost that are passed."""
    options = taken.values()
    found = [
        Breach("staff", limit_name(year, category)) for year, category, most in problem.staff
        if sum(option.time(year, category) for option in options) > most
    ]  # fmt: skip
    return found + [
        Breach("run", str(year)) for year, most in problem.run if sum(o.running(year) for o in options) > most
    ]


def missing(problem: Problem, taken: dict[str, Option], floor: object) -> int:
    """Return how much a floor lacks: initiatives, minor units, or hundredths of minor units of a share."""
    group, measure, least = floor.group, floor.measure, floor.least  # type: ignore[attr-defined]
    inside = [one.code for one in problem.initiatives if belongs(one, group) and one.code in taken]
    if measure == "count":
        return int(least) - sum(taken[code].alive for code in inside)
    money = sum(taken[code].cost for code in inside)
    if measure == "money":
        return int(least) - money
    return int(least) * sum(option.cost for option in taken.values()) - 100 * money
