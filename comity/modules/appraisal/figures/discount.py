"""Discount factors of a policy whose rate changes with the distance in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class RateStep:
    """From this year on (counted from the base year), this rate in per cent a year."""

    from_year: int
    rate: Decimal


@dataclass(frozen=True)
class Rates:
    """The rates of a policy. The first step begins at year 0; the base year itself is never discounted.

    A factor compounds the rates of the years between: the rate of year 31 discounts from year 31 to year 30, and what
    is nearer keeps its own rate, so the factor has no jump (HM Treasury, The Green Book, annex on discounting).
    """

    steps: tuple[RateStep, ...]
    name: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        years = [step.from_year for step in self.steps]
        if not years or years[0] != 0 or years != sorted(set(years)):
            raise ValueError(
                "The steps of a policy begin at year 0 and each begins later than the one before."
            )
        if any(step.rate <= -HUNDRED for step in self.steps):
            raise ValueError("A rate is more than -100 %.")

    def rate(self, year: int) -> Decimal:
        """Return the rate in per cent that discounts `year` to the year before it."""
        return next(step.rate for step in reversed(self.steps) if step.from_year <= year)

    def factors(self, last: int) -> list[Decimal]:
        """Return the factors of the years 0 to `last`."""
        return list(self._compound(last))

    def factor(self, year: int) -> Decimal:
        """Return the factor of one year."""
        return self.factors(year)[-1]

    def _compound(self, last: int) -> Iterator[Decimal]:
        growth = Decimal(1)
        yield growth
        for year in range(1, last + 1):
            growth *= 1 + self.rate(year) / HUNDRED
            yield 1 / growth

    def shifted(self, points: Decimal) -> "Rates":
        """Return the same policy with every rate higher by `points` of a per cent."""
        return Rates(
            tuple(RateStep(s.from_year, s.rate + points) for s in self.steps), self.name, self.source
        )


GREEN_BOOK = Rates(
    tuple(
        RateStep(year, Decimal(rate))
        for year, rate in ((0, "3.5"), (31, "3.0"), (76, "2.5"), (126, "2.0"), (201, "1.5"), (301, "1.0"))
    ),
    "Green Book",
    "HM Treasury, The Green Book (2003), annex 6",
)
"""The social time preference rate of the United Kingdom and its decline beyond thirty years."""
