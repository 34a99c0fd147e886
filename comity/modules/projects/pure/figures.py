"""A figure: its value, the formula it follows, and the reason when there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

Number = Decimal | None

# Why a figure cannot be told; the pages translate these sentences.
REASONS: Mapping[str, str] = {
    "no_cost": "Nothing has been spent yet.",
    "no_plan": "Nothing was planned by this date.",
    "no_budget": "There is no budget to compare with.",
    "no_value": "No work has been accepted yet.",
    "no_length": "The plan begins and ends on the same day.",
    "no_time": "The plan has not begun.",
    "all_spent": "What is left of the money is nothing, so no efficiency reaches the target.",
    "missing": "A figure that is needed was not given.",
}


@dataclass(frozen=True)
class Figure:
    """One computed number. `value` is None when it is undefined, and then `reason` is a key of REASONS."""

    code: str
    formula: str
    value: Number = None
    reason: str = ""

    def __bool__(self) -> bool:
        return self.value is not None


def ratio(code: str, formula: str, over: Number, under: Number, reason: str) -> Figure:
    """Return over/under; without a divisor there is no figure, but its reason."""
    if over is None or under is None:
        return Figure(code, formula, reason="missing")
    return Figure(code, formula, over / under) if under != 0 else Figure(code, formula, reason=reason)


def follow(code: str, formula: str, value: Number, of: Figure) -> Figure:
    """Return a figure made from another one; it has the other's reason when that is undefined."""
    return Figure(code, formula, value) if of else Figure(code, formula, reason=of.reason)


def divide(code: str, formula: str, over: Decimal, by: Figure, reason: str) -> Figure:
    """Return over/by, where `by` may itself be undefined: then its reason is told."""
    if by.value is None:
        return Figure(code, formula, reason=by.reason)
    return ratio(code, formula, over, by.value, reason)
