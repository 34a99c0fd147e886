"""The door of results: what is to be achieved, for initiatives and benefits to point at.

Foreign keys as strings: "results.Driver", "results.Goal", "results.KeyResult", "results.Indicator".
"""

from .models import (
    Combine,
    Direction,
    Driver,
    DriverKind,
    Goal,
    Indicator,
    IndicatorPeriod,
    KeyResult,
    Measurement,
)
from .queries import Standing, standing_of, standings, without_indicator

__all__ = [
    "Combine", "Direction", "Driver", "DriverKind", "Goal", "Indicator", "IndicatorPeriod", "KeyResult", "Measurement",
    "Standing", "standing_of", "standings", "without_indicator",
]  # fmt: skip
