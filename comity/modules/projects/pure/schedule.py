"""The planned value over time, and earned schedule: the day at which what is earned should have been earned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .figures import Figure, divide, ratio

ZERO = Decimal(0)


@dataclass(frozen=True)
class Piece:
    """A piece of a plan: its cost is spread evenly over its days, the first and the last included."""

    start: date
    finish: date
    cost: Decimal


def planned_value(pieces: Iterable[Piece], day: date) -> Decimal:
    """Return the planned value at the end of `day`, to the cent."""
    return sum((_by(piece, day) for piece in pieces), ZERO)


def _by(piece: Piece, day: date) -> Decimal:
    if day >= piece.finish:
        return piece.cost
    if day < piece.start:
        return ZERO
    days, gone = (piece.finish - piece.start).days + 1, (day - piece.start).days + 1
    return (piece.cost * gone / days).quantize(Decimal("0.01"))


def span(pieces: Sequence[Piece]) -> tuple[date, date] | None:
    """Return the first and the last day of a plan, None for an empty one."""
    if not pieces:
        return None
    return min(piece.start for piece in pieces), max(piece.finish for piece in pieces)


def earned_day(pieces: Sequence[Piece], earned: Decimal) -> Decimal | None:
    """Return ES in days from the start of the plan: the time t at which PV(t) = EV, between days by proportion.

    The whole value is earned at the first day that plans it; where the plan stands still, the last day counts.
    """
    found = span(pieces)
    if found is None:
        return None
    start, finish = found
    total, days = planned_value(pieces, finish), (finish - start).days + 1
    if earned >= total:
        return Decimal(_first_day_of(pieces, start, days, total))
    low, high = 0, days  # PV at the end of day `low` is at most what is earned, at `high` more
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _at(pieces, start, middle) <= earned else (low, middle)
    before, after = _at(pieces, start, low), _at(pieces, start, high)
    return low + (max(earned, ZERO) - before) / (after - before)


def _at(pieces: Sequence[Piece], start: date, days: int) -> Decimal:
    """Return the planned value after so many days."""
    return ZERO if days <= 0 else planned_value(pieces, start + timedelta(days=days - 1))


def _first_day_of(pieces: Sequence[Piece], start: date, days: int, total: Decimal) -> int:
    low, high = 0, days
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if _at(pieces, start, middle) < total else (low, middle)
    return low


def earned_schedule(pieces: Sequence[Piece], earned: Decimal, day: date) -> Mapping[str, Figure]:
    """Return ES, AT, SV(t), SPI(t) in days, and the length to which the plan leads at this pace."""
    formulas = {"ES": "PV(ES) = EV", "AT": "days since the start", "SVt": "ES − AT", "SPIt": "ES / AT",
                "PD": "days planned", "EACt": "PD / SPI(t)"}  # fmt: skip
    found = span(pieces)
    if found is None:
        return {code: Figure(code, formula, reason="no_budget") for code, formula in formulas.items()}
    start, finish = found
    earned_at = earned_day(pieces, earned) or ZERO
    actual, planned = Decimal(max(0, (day - start).days + 1)), Decimal((finish - start).days + 1)
    made = {
        "ES": Figure("ES", formulas["ES"], earned_at),
        "AT": Figure("AT", formulas["AT"], actual),
        "SVt": Figure("SVt", formulas["SVt"], earned_at - actual),
        "SPIt": ratio("SPIt", formulas["SPIt"], earned_at, actual, "no_time"),
        "PD": Figure("PD", formulas["PD"], planned),
    }
    made["EACt"] = divide("EACt", formulas["EACt"], planned, made["SPIt"], "no_value")
    return made
