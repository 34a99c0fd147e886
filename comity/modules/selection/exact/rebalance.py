"""Running projects in the same model (A/62/793 para 49(j)): go on, go slower, or stop; what is spent is spent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from .problem import IN, OUT, Initiative, Need, Option

CONTINUE, SLOW, STOP = "continue", "slow", "stop"


@dataclass(frozen=True)
class Terms:
    """On what terms running work changes.

    Going slower does `later` per cent of each year's work a year later, for `worth` per cent of the value; stopping
    costs `stop` minor units.
    """

    later: int = 50
    worth: int = 80
    stop: int = 0


def running(one: Initiative, first: int, last: int, terms: Terms) -> Initiative:
    """Turn an initiative under way into the choice of how it goes on; exactly one way is taken.

    Its first option is the plan. What came before the year `first` is sunk, what comes after `last` is not looked
    at. Stopping is paid in `first` by the funds of the plan, and delivers nothing.
    """
    plan = one.options[0]

    def when(rows: Iterable[tuple[int, Any, int]], later: int = 0) -> list[tuple[int, Any, int]]:
        ahead = [row for row in rows if row[0] >= first]
        return [row for row in _moved(ahead, later) if row[0] <= last]

    def way(code: str, later: int, worth: int) -> Option:
        return replace(
            plan, code=code, value=plan.value * worth // 100, scores=tuple(s * worth // 100 for s in plan.scores),
            needs=tuple(Need(y, a, funds) for y, funds, a in when(((n.year, n.funds, n.amount) for n in plan.needs), later)),
            staff=tuple(when(plan.staff, later)),
            run=tuple((y, a) for y, _all, a in when(((y, "", a) for y, a in plan.run), later)),
        )  # fmt: skip

    funds = tuple(sorted({f for need in plan.needs for f in need.funds}))
    price = (Need(first, terms.stop, funds),) if terms.stop else ()
    stop = Option(STOP, 0, price, scores=tuple(0 for _s in plan.scores), alive=False)
    ways = (way(CONTINUE, 0, 100), way(SLOW, terms.later, terms.worth), stop)
    return replace(one, options=ways, must=one.must or IN)


def _moved(rows: Iterable[tuple[int, Any, int]], later: int) -> list[tuple[int, Any, int]]:
    """Move a part of (year, of what, amount) a year on, to the last unit."""
    found: dict[tuple[int, Any], int] = {}
    for year, what, amount in rows:
        part = amount * later // 100
        for when, some in ((year, amount - part), (year + 1, part)):
            found[when, what] = found.get((when, what), 0) + some
    return [(year, what, amount) for (year, what), amount in sorted(found.items()) if amount]


def forced(one: Initiative, how: str) -> Initiative:
    """Force an initiative in or out: what is under way and forced out stops; forced in it does not stop."""
    if one.must != IN or all(option.alive for option in one.options):
        return replace(one, must=how)
    kept = tuple(o for o in one.options if o.alive is (how != OUT))
    return replace(one, options=kept or one.options, must=IN)
