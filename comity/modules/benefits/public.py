"""The door of benefits: nothing lies below it yet but reports. Foreign keys: "benefits.BenefitMeasurement"."""

from .actions import open_calendar
from .models import BenefitMeasurement
from .queries import Sum, Twice, by_project, classes, double_counts, entries

__all__ = [
    "BenefitMeasurement",
    "Sum",
    "Twice",
    "by_project",
    "classes",
    "double_counts",
    "entries",
    "open_calendar",
]
