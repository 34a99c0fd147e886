"""Plan against forecast as the federal dashboard tells it, colour bands, and the rating that follows from evidence.

These variances compare a plan with where it is expected to end; they are not the variances of earned value.
Positive is good. A share of 0.10 is 10 per cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .figures import Figure, ratio

COST = "(PlTC − X) / PlTC"
SCHEDULE = "(PlCD − Y) / (PlCD − PlSD)"
# So far off that somebody probably wrote thousands, or another year.
SUSPECT = Decimal(5)
SUSPECT_RATIO = Decimal("0.01")


def cost_forecast_variance(
    planned: Decimal | None,
    actual: Decimal | None = None,
    completed: date | None = None,
    projected: Decimal | None = None,
) -> Figure:
    """Return (PlTC − X)/PlTC; X is the actual cost when cost and completion are both known, else the projected."""
    expected = actual if actual is not None and completed is not None else projected
    difference = None if planned is None or expected is None else planned - expected
    return ratio("cost_forecast_variance", COST, difference, planned, "no_budget")


def schedule_forecast_variance(
    start: date | None,
    planned: date | None,
    today: date,
    completed: date | None = None,
    projected: date | None = None,
) -> Figure:
    """Return (PlCD − Y)/(PlCD − PlSD); Y is the completion, else the projected day if in the future, else today."""
    if start is None or planned is None:
        return Figure("schedule_forecast_variance", SCHEDULE, reason="missing")
    expected = completed or (projected if projected and projected > today else today)
    late, length = Decimal((planned - expected).days), Decimal((planned - start).days)
    return ratio("schedule_forecast_variance", SCHEDULE, late, length, "no_length")


def suspicious(variance: Figure) -> bool:
    """Say whether a variance is so large that a wrong unit is likelier than such a project."""
    if variance.value is None:
        return False
    cheap = variance.code == "cost_forecast_variance" and 1 - SUSPECT_RATIO < variance.value < 1
    return abs(variance.value) >= SUSPECT or cheap


class Band(StrEnum):
    """What a variance means."""

    WELL = "well"
    NEEDS = "needs"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Bands:
    """Where the colours change: shares by which a plan may be missed, and days after which a rating is stale."""

    needs: Decimal = Decimal("0.10")
    late: Decimal = Decimal("0.30")
    stale: int = 90

    def of(self, variance: Figure) -> Band:
        """Return the band of a variance; only what is worse than the plan counts."""
        if variance.value is None:
            return Band.UNKNOWN
        missed = -variance.value
        return Band.WELL if missed < self.needs else Band.NEEDS if missed < self.late else Band.LATE


def computed_rating(variances: Sequence[Figure], bands: Bands) -> int | None:
    """Return 5 (nothing misses its plan) to 1 (two pieces of evidence are far off); None without any evidence."""
    found = [bands.of(one) for one in variances]
    if all(band is Band.UNKNOWN for band in found):
        return None
    if found.count(Band.LATE):
        return 1 if found.count(Band.LATE) > 1 else 2
    if Band.NEEDS in found:
        return 3
    return 5 if all(one.value is None or one.value >= 0 for one in variances) else 4


def prevailing(declared: int | None, cost: int | None, schedule: int | None) -> int | None:
    """Return the rating that counts: a declared one that is lower than both cost and schedule prevails."""
    evidence = [one for one in (cost, schedule) if one is not None]
    if declared is not None and all(declared < one for one in evidence):
        return declared
    return min(evidence) if evidence else declared


class Met(StrEnum):
    """What can be said of a metric; not to know is kept apart from not met."""

    YES = "met"
    NO = "not met"
    UNKNOWN = "cannot determine"


def metric_met(
    over: bool, targets: dict[int, Decimal], actual: Decimal | None, day: date | None, year_starts: int = 1
) -> Met:
    """Compare an actual with the target of the fiscal year in which it falls; `year_starts` is a month.

    A fiscal year is named by the calendar year in which it ends.
    """
    if actual is None or day is None:
        return Met.UNKNOWN
    target = targets.get(day.year + (1 if year_starts > 1 and day.month >= year_starts else 0))
    if target is None:
        return Met.UNKNOWN
    return Met.YES if (actual >= target if over else actual <= target) else Met.NO
