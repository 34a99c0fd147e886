"""Running projects in the same model (A/62/793 para 49(j)): go on, go slower, or stop; what is spent is spent."""

from __future__ import annotations

from dataclasses import replace

from .problem import IN, Initiative, Need, Option

CONTINUE, SLOW, STOP = "continue", "slow", "stop"


def running(one: Initiative, this_year: int, stop_cost: int, slow_value: int = 80) -> Initiative:
    """Turn an initiative under way into the choice of how it goes on; exactly one way is taken.

    Its first option is the plan. Needs of earlier years are sunk and left out. Going slower does half of each
    year's work a year later, for `slow_value` per cent of the value; stopping costs `stop_cost` (minor units) in
    `this_year`, paid by the funds of the plan, and delivers nothing.
    """
    plan = one.options[0]
    ahead = tuple(need for need in plan.needs if need.year >= this_year)
    on = replace(plan, code=CONTINUE, needs=ahead)
    slow = replace(
        plan,
        code=SLOW,
        needs=_slower(ahead),
        value=plan.value * slow_value // 100,
        scores=tuple(score * slow_value // 100 for score in plan.scores),
    )
    funds = tuple(sorted({f for need in plan.needs for f in need.funds}))
    price = (Need(this_year, stop_cost, funds),) if stop_cost else ()
    stop = Option(STOP, 0, price, scores=tuple(0 for _s in plan.scores), alive=False)
    return replace(one, options=(on, slow, stop), must=one.must or IN)


def _slower(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Do half of each year's work a year later, to the minor unit."""
    found: dict[tuple[int, tuple[str, ...]], int] = {}
    for need in needs:
        half = need.amount // 2
        for year, amount in ((need.year, need.amount - half), (need.year + 1, half)):
            found[year, need.funds] = found.get((year, need.funds), 0) + amount
    return tuple(Need(year, amount, funds) for (year, funds), amount in sorted(found.items()) if amount)
