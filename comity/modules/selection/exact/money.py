"""Who pays: spreads the needs of a programme in a year over the funds that may pay, exactly, to the minor unit.

By Hall's theorem (Gale's for amounts) the needs can be paid exactly when, for every set of funds S, what only
funds of S may pay is not more than what S holds. So the variables y[i,f,t] of the model need not be given to the
solver at all: these inequalities say the same, and whole numbers settle the rest.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Funds = tuple[str, ...]
MOST_SETS = 160


@dataclass(frozen=True)
class Short:
    """Funds that cannot pay what only they may pay: `lacking` minor units too little."""

    funds: Funds
    lacking: int


def unions(sets: Iterable[Funds]) -> list[Funds]:
    """Return every union of earmarks; where there are too many, the earmarks themselves and the whole."""
    single = sorted(set(sets))
    found: set[Funds] = set(single)
    for one in single:
        found |= {tuple(sorted({*one, *other})) for other in list(found)}
        if len(found) > MOST_SETS:
            return sorted({*single, tuple(sorted({f for s in single for f in s}))})
    return sorted(found)


def spread(
    needs: Mapping[tuple[str, Funds], int], held: Mapping[str, int]
) -> dict[tuple[str, str], int] | Short:
    """Return who takes how much of which fund, {(initiative, fund): amount}, or the funds that are short.

    `needs` are {(initiative, earmark): amount}. The narrowest earmarks are served first, funds in their order.
    """
    by_set: dict[Funds, int] = defaultdict(int)
    for (_who, funds), amount in needs.items():
        by_set[funds] += amount
    order = sorted((s for s in by_set if by_set[s]), key=lambda s: (len(s), s))
    paid: dict[tuple[Funds, str], int] = defaultdict(int)
    left = dict(held)
    for funds in order:
        owed = by_set[funds]
        while owed:
            way = _way(funds, order, paid, left)
            if isinstance(way, frozenset):
                only = sum(by_set[s] for s in order if way.issuperset(s))
                return Short(tuple(sorted(way)), only - sum(held.get(f, 0) for f in way))
            owed -= _push(way, paid, left, owed)
    return _share_out(needs, paid)


def _way(
    start: Funds, order: list[Funds], paid: Mapping[tuple[Funds, str], int], left: Mapping[str, int]
) -> list[tuple[Funds, str]] | frozenset[str]:
    """Return a shortest way by which money can still come: (earmark, fund) steps; or all funds reached in vain."""
    came: dict[str, tuple[Funds, str]] = {}
    seen, queue = {start}, deque([(start, "")])
    while queue:
        funds, before = queue.popleft()
        for fund in funds:
            if fund in came:
                continue
            came[fund] = (funds, before)
            if left.get(fund, 0) > 0:
                return _back(fund, came)
            for other in order:
                if other not in seen and paid.get((other, fund), 0) > 0:
                    seen.add(other)
                    queue.append((other, fund))
    return frozenset(came)


def _back(fund: str, came: Mapping[str, tuple[Funds, str]]) -> list[tuple[Funds, str]]:
    """Return the steps of the way that ends at `fund`, from its end to its start."""
    steps = []
    while fund:
        funds, before = came[fund]
        steps.append((funds, fund))
        fund = before
    return steps


def _push(
    way: list[tuple[Funds, str]], paid: dict[tuple[Funds, str], int], left: dict[str, int], owed: int
) -> int:
    """Move as much money along a way as it carries: each earmark on it takes from the next fund instead."""
    end = way[0][1]
    freed = [paid[way[k][0], way[k + 1][1]] for k in range(len(way) - 1)]
    amount = min(owed, left[end], *freed) if freed else min(owed, left[end])
    left[end] -= amount
    for k, (funds, fund) in enumerate(way):
        paid[funds, fund] += amount
        if k + 1 < len(way):
            paid[funds, way[k + 1][1]] -= amount
    return amount


def _share_out(
    needs: Mapping[tuple[str, Funds], int], paid: Mapping[tuple[Funds, str], int]
) -> dict[tuple[str, str], int]:
    """Give each initiative its part of what its earmark was paid, in the order of their names."""
    rest = dict(paid)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (who, funds), owed in sorted(needs.items()):
        for fund in funds:
            part = min(owed, rest.get((funds, fund), 0))
            if part:
                found[who, fund] += part
                rest[funds, fund] -= part
                owed -= part
    return dict(found)
