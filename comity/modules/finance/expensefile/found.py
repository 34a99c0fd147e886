"""What reading a file of expenses gathers."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Place = tuple[str, str]  # year and source of funds, as the file says them


@dataclass(slots=True)
class Line:
    """One line as it stands: what it says of our fields, and its amount; `spaced` where spaces stood around a value."""

    number: int
    said: dict[str, str]
    amount: Decimal
    spaced: bool

    def words(self, **more: Any) -> dict[str, Any]:
        """Return what a sentence about this line may name."""
        return {"line": self.number, **more}


@dataclass
class Row:
    """One line, understood: its fields, and the digest of what it says."""

    line: int
    key: str
    values: dict[str, Any]


@dataclass
class Found:
    """All that a file says: lines that were understood, sums by place, names and lines seen before."""

    rows: list[Row] = field(default_factory=list)
    in_file: dict[Place, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    lines_of: Counter[Place] = field(default_factory=Counter)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
