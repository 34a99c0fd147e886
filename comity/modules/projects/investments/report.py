"""What a list of investments would do, or did."""

from dataclasses import dataclass

from comity.kernel.imports import report


@dataclass
class Report(report.Report):
    """Counts of projects reported from elsewhere."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
