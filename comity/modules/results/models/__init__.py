"""Strategies with their drivers, goals and key results; indicators with their periods and measurements."""

from .measuring import Combine, Direction, Indicator, IndicatorPeriod, Measurement
from .strategy import Driver, DriverKind, Goal, KeyResult, Strategy

__all__ = [
    "Combine", "Direction", "Driver", "DriverKind", "Goal", "Indicator", "IndicatorPeriod", "KeyResult", "Measurement",
    "Strategy",
]  # fmt: skip
