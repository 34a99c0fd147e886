"""What goes in: one amount of one year."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
Kind = Literal["cost", "benefit"]


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Line:
    """A cost or a benefit of one year, in constant prices; amounts are positive, `kind` gives the sign.

    `year` is a calendar year, or a number of years from now: what `base_year` of the appraisal is counted in.
    `low` and `high` are the least and the most it may come to (estimates of three points; `amount` is the likeliest).
    `cash` says whether it moves money: only cash counts in NPV, payback and IRR, everything counts in NPSV and BCR.
    `phase` is plan, build or run; optimism bias lifts the costs of the phases that it names. `name` is what moves
    together: lines of one name share their luck in the simulation and their bar in the tornado. `staff` marks the
    cost of own staff, which the life-cycle grid can leave out.
    """

    year: int
    kind: Kind
    amount: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    cash: bool = True
    phase: str = ""
    name: str = ""
    staff: bool = False

    def __post_init__(self) -> None:
        if self.kind not in ("cost", "benefit"):
            raise ValueError("A line is a cost or a benefit.")
        low, high = self.range
        if not low <= self.amount <= high:
            raise ValueError("The likeliest amount lies between the least and the most.")

    @property
    def range(self) -> tuple[Decimal, Decimal]:
        """Return the least and the most; the amount itself where nothing is said."""
        return (
            self.amount if self.low is None else self.low,
            self.amount if self.high is None else self.high,
        )

    @property
    def sign(self) -> int:
        return -1 if self.kind == "cost" else 1

    @property
    def uncertain(self) -> bool:
        low, high = self.range
        return low != high
