"""What a list of initiatives would do or did."""

from dataclasses import dataclass
from decimal import Decimal

from comity.kernel.imports import report


@dataclass
class Report(report.Report):
    """Lines read, initiatives to be added and known already, cost lines and their sum in USD."""

    read: int = 0
    added: int = 0
    known: int = 0
    costs: int = 0
    total: Decimal = Decimal(0)
