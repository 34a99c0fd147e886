"""What an import of expenses found and did."""

from dataclasses import dataclass, field
from typing import Any

from comity.kernel.imports import report


@dataclass
class Report(report.Report):
    """`totals` are lines of year and source; amounts are texts with two decimals. `gone` are in the house, not in the file."""

    read: int = 0
    kept: int = 0
    blank: int = 0
    new: int = 0
    unchanged: int = 0
    gone: int = 0
    agrees: bool = False
    totals: list[dict[str, Any]] = field(default_factory=list)
