"""Optimism bias: estimates of cost and duration are lifted by what comparable projects overran, less what is in hand."""

from dataclasses import dataclass, replace
from decimal import Decimal

from .lines import ZERO, Line, cents

ONE = Decimal(1)


@dataclass(frozen=True)
class Bias:
    """Uplifts in per cent of the estimate; `mitigated` is the share of the risk (0 to 100) that is already in hand.

    `cost` lifts the costs of `phases`; `duration` lifts the time from the first to the last year of planning and
    building, by which all benefits come later. Benefits that move beyond the last year are lost, as the horizon stays.
    """

    cost: Decimal = ZERO
    duration: Decimal = ZERO
    mitigated: Decimal = ZERO
    phases: tuple[str, ...] = ("", "plan", "build")

    def __post_init__(self) -> None:
        if not 0 <= self.mitigated <= 100:
            raise ValueError("The share of the risk in hand is between 0 and 100 per cent.")
        if self.cost < 0 or self.duration < 0:
            raise ValueError("Optimism bias is never negative.")

    @property
    def left(self) -> Decimal:
        """Return the share of the uplift that remains."""
        return ONE - self.mitigated / 100

    @property
    def factor(self) -> Decimal:
        """Return what a cost of the phases is multiplied by."""
        return ONE + self.cost / 100 * self.left

    def delay(self, lines: list[Line]) -> Decimal:
        """Return by how many years benefits come later."""
        years = [line.year for line in lines if line.kind == "cost" and line.phase in ("plan", "build")]
        return self.duration / 100 * self.left * (max(years) - min(years) + 1) if years else Decimal(0)

    def applied(self, lines: list[Line]) -> list[Line]:
        """Return the lines with the uplift in them."""
        if not lines:
            return []
        delay, last = self.delay(lines), max(line.year for line in lines)
        found: list[Line] = []
        for line in lines:
            if line.kind == "cost":
                found.append(_times(line, self.factor) if line.phase in self.phases else line)
            else:
                found += [one for one in _later(line, delay) if one.year <= last]
        return found


NO_BIAS = Bias()


def _times(line: Line, factor: Decimal) -> Line:
    """Multiply a line and its range; the range still encloses it after rounding."""
    low, high = line.range
    return replace(
        line, amount=cents(line.amount * factor), low=cents(low * factor), high=cents(high * factor)
    ) if line.uncertain else replace(line, amount=cents(line.amount * factor), low=None, high=None)  # fmt: skip


def _later(line: Line, delay: Decimal) -> list[Line]:
    """Move a benefit; part of a year is shared by the two years it falls between, to the cent."""
    whole = int(delay)
    part = delay - whole
    if not part:
        return [replace(line, year=line.year + whole)]
    first = _times(line, ONE - part)
    low, high = (end - taken for end, taken in zip(line.range, first.range, strict=True))
    rest = line.amount - first.amount
    ends = (
        (min(low, rest), max(high, rest)) if line.uncertain else (None, None)
    )  # rounding never turns a range round
    second = replace(line, year=line.year + whole + 1, amount=rest, low=ends[0], high=ends[1])
    return [replace(first, year=line.year + whole), second]


@dataclass(frozen=True)
class Benchmark:
    """The upper and lower bound that projects of a kind overran by, in per cent."""

    code: str
    cost: tuple[Decimal, Decimal]
    duration: tuple[Decimal, Decimal] | None


def _pair(low: int, high: int) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high)


BENCHMARKS = {
    one.code: one
    for one in (
        Benchmark("equipment", _pair(10, 200), _pair(10, 54)),
        Benchmark("outsourcing", _pair(0, 41), None),
        Benchmark("building", _pair(2, 24), _pair(1, 4)),
    )
}
"""HM Treasury, Supplementary Green Book Guidance: Optimism Bias, table 1 (Mott MacDonald, 2002)."""
