"""The internal rate of return, only where there is exactly one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Irr:
    """The rate (0.1 is 10 %), or None; `changes` counts how often the flow changes its sign; `others` lists
    the rates at which a flow with several changes is worth nothing: the reason why none of them is the answer."""

    value: Decimal | None
    changes: int
    others: tuple[Decimal, ...] = ()


def changes_of_sign(flow: Sequence[Decimal]) -> int:
    """Count the changes of sign, over zeros."""
    signs = [value > 0 for value in flow if value]
    return sum(one != other for one, other in zip(signs, signs[1:], strict=False))


def irr(flow: Sequence[Decimal]) -> Irr:
    """Return the rate that makes a flow worth nothing, if its sign changes exactly once.

    With one change Descartes' rule promises one root above -100 %; with more there may be several, and a number
    that is one of several says nothing.
    """
    changes = changes_of_sign(flow)
    if changes != 1:
        return Irr(None, changes, _others(flow) if changes else ())
    first = next(place for place, value in enumerate(flow) if value)
    return Irr(_bisect([float(value) for value in flow[first:]]), 1)


def _worth(flow: Sequence[float], share: float) -> float:
    """Return the worth of a flow by the yearly discount factor `share` (Horner's rule)."""
    worth = 0.0
    for value in reversed(flow):
        worth = worth * share + value
    return worth


def _bisect(flow: Sequence[float]) -> Decimal | None:
    """Halve the interval of factors until it is as small as floating point allows."""
    low, high, start = 0.0, 1.0, flow[0] > 0
    while (_worth(flow, high) > 0) == start:
        low, high = high, high * 2
        if high > 1e9:
            return None
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if (_worth(flow, middle) > 0) == start else (low, middle)
    share = (low + high) / 2
    return Decimal(repr(1 / share - 1)).quantize(PLACES) if share > 1e-9 else None


def _others(flow: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return the real rates above -100 % that make the flow worth nothing, lowest first."""
    roots = np.roots([float(value) for value in flow])
    rates = [root.real - 1 for root in roots if abs(root.imag) < 1e-7 and root.real > 1e-9]
    return tuple(sorted({Decimal(repr(float(rate))).quantize(Decimal("0.0001")) for rate in rates}))
