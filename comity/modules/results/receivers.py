"""What follows from a verified measurement: the actual of its period. Periods go where their indicator goes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.actions.hooks import after
from comity.kernel.actions.verbs import change
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused

from .models import Combine, Indicator, IndicatorPeriod, Measurement
from .queries import OK

US = System("results")


@after(Measurement)
def keep_what_counts(records: Sequence[Any], verb: str) -> None:
    """What was verified or published is not removed; it is taken back first."""
    if verb == "remove" and any(one.state in OK for one in records):
        raise Refused(_("A number that was verified is not removed; take it back first."))


@after(Measurement)
def actual_follows(records: Sequence[Any], verb: str) -> None:
    """Compute the actual of a period anew when a measurement of it is verified or taken back."""
    if verb in ("verify", "reopen"):
        for key in {one.period_id for one in records}:
            period = IndicatorPeriod.objects.select_related("indicator").get(pk=key)
            change(US, period, actual=actual_of(period), reason=records[0].reference)


def actual_of(period: IndicatorPeriod) -> Decimal | None:
    """Return the newest verified number of the whole; else the sum of the newest of each part, where parts add up."""
    rows = period.measurements.filter(state__in=OK)
    newest: dict[str, Decimal] = dict(rows.order_by("measured_on", "id").values_list("part", "value"))
    if "" in newest:
        return newest[""]
    parts = period.indicator.parts
    if period.indicator.combine == Combine.SUM and parts and all(part in newest for part in parts):
        return sum((newest[part] for part in parts), Decimal(0))
    return None


@after(Indicator)
def periods_follow(records: Sequence[Any], verb: str) -> None:
    """An indicator that moves to another unit takes its periods along."""
    for indicator in records:
        if "unit" in getattr(indicator, "was", {}):
            for period in indicator.periods.all():
                change(US, period, unit=indicator.unit, reason=indicator.code)
