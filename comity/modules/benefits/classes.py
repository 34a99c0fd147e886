"""Statistics of what was promised and what came, as pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")
ENOUGH = 3
"""Fewer closed projects than this suggest nothing."""


@dataclass(frozen=True)
class Outcome:
    """One closed project: planned and actual cost, planned and actual days."""

    planned_cost: Decimal
    actual_cost: Decimal
    planned_days: int
    actual_days: int | None


def overrun(planned: Decimal, actual: Decimal) -> Decimal | None:
    """Return by how many per cent the actual is above the plan (below zero: beneath it)."""
    return ((actual / planned - 1) * 100).quantize(TENTH, ROUND_HALF_UP) if planned else None


def quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return the value below which `share` of the values lie, between two of them in proportion."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    found = ordered[low] + (ordered[high] - ordered[low]) * (place - low)
    return found.quantize(TENTH, ROUND_HALF_UP)


def middle(values: Sequence[Decimal]) -> Decimal | None:
    return quantile(values, Decimal("0.5")) if len(values) >= ENOUGH else None


def upper(values: Sequence[Decimal]) -> Decimal | None:
    """Return what four in five stayed under."""
    return quantile(values, Decimal("0.8")) if len(values) >= ENOUGH else None


def cost_overruns(some: Sequence[Outcome]) -> list[Decimal]:
    found = (overrun(one.planned_cost, one.actual_cost) for one in some)
    return [value for value in found if value is not None]


def day_overruns(some: Sequence[Outcome]) -> list[Decimal]:
    found = (
        overrun(Decimal(one.planned_days), Decimal(one.actual_days))
        for one in some
        if one.actual_days is not None
    )
    return [value for value in found if value is not None]


def realised_share(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return realised of promised, in per cent of all the money promised."""
    promised = sum((pair[0] for pair in pairs), Decimal(0))
    realised = sum((pair[1] for pair in pairs), Decimal(0))
    return (100 * realised / promised).quantize(TENTH, ROUND_HALF_UP) if promised else None
