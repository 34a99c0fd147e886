"""What the result hangs on: one thing changed at a time, and how far a thing must change to turn it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from .appraise import Appraisal, appraise
from .lines import ZERO, Line, cents

RATE = "rate"
POINT = Decimal(1)
FIFTH = Decimal(20)


@dataclass(frozen=True)
class Swing:
    """NPSV when one thing is at its lowest and at its highest, all else as it is. `name` is that of the lines, or
    `rate`; `low_at` and `high_at` say what was assumed, in per cent of the estimate (or the points of the rate)."""

    name: str
    low: Decimal
    high: Decimal
    low_at: Decimal
    high_at: Decimal
    ranged: bool

    @property
    def width(self) -> Decimal:
        return abs(self.high - self.low)


@dataclass(frozen=True)
class Switch:
    """By how many per cent all lines of a name must change until NPSV is zero; None if no change can do it."""

    name: str
    kind: str
    present: Decimal
    change: Decimal | None


def groups(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return the lines by what moves together; unnamed ones by their kind and phase."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.name or f"{line.kind}:{line.phase}", []).append(line)
    return found


def tornado(case: Appraisal, share: Decimal = FIFTH, points: Decimal = POINT) -> list[Swing]:
    """Return the swing of NPSV for each group of lines and for the rate, the widest first.

    Lines with a range go to its ends; groups without any go down and up by `share` per cent.
    """
    found = []
    for name, lines in groups(case.lines).items():
        ranged = any(line.uncertain for line in lines)
        ends = [_end(line, high, ranged, share) for high in (False, True) for line in lines]
        low, high = ends[: len(lines)], ends[len(lines) :]
        likely = sum((line.amount for line in lines), ZERO)
        found.append(
            Swing(
                name, _moved(case, lines, low), _moved(case, lines, high), _share(low, likely), _share(high, likely),
                ranged,
            )
        )  # fmt: skip
    shifted = [appraise(case.lines, case.rates.shifted(p), case.base_year).npsv for p in (-points, points)]
    found.append(Swing(RATE, shifted[0], shifted[1], -points, points, False))
    return sorted(found, key=lambda swing: (-swing.width, swing.name))


def _end(line: Line, high: bool, ranged: bool, share: Decimal) -> Line:
    if ranged:
        amount = line.range[1 if high else 0]
    else:
        amount = cents(line.amount * (100 + (share if high else -share)) / 100)
    return replace(line, amount=amount, low=None, high=None)


def _share(lines: list[Line], likely: Decimal) -> Decimal:
    """Return the change of a sum in per cent."""
    total = sum((line.amount for line in lines), ZERO)
    return ((total / likely - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if likely else ZERO


def _moved(case: Appraisal, old: list[Line], new: list[Line]) -> Decimal:
    """Return NPSV when some lines are others."""
    factors = case.rates.factors(max(len(case.all) - 1, 0))
    change = ZERO
    for before, after in zip(old, new, strict=True):
        change += before.sign * (after.amount - before.amount) * factors[before.year - case.base_year]
    return cents(case.npsv + change)


def switching(case: Appraisal) -> list[Switch]:
    """Return the switching value of each group of lines, the nearest first."""
    factors = case.rates.factors(max(len(case.all) - 1, 0))
    found = []
    for name, lines in groups(case.lines).items():
        present = sum(
            (line.sign * line.amount * factors[line.year - case.base_year] for line in lines), Decimal(0)
        )
        change = (-case.npsv / present * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if present else None
        kind = lines[0].kind if len({line.kind for line in lines}) == 1 else "mixed"
        found.append(Switch(name, kind, cents(present), change if change is None or change >= -100 else None))
    return sorted(found, key=lambda one: (one.change is None, abs(one.change or 0), one.name))
