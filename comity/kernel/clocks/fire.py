"""What is due is told exactly once: thresholds of promises, and the timers of flows.

A row is claimed by an update in the same transaction as what its listeners do, so two workers never
tell twice and a failure tells nobody; what failed is tried again a little later.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction

from ..base.moment import now as present
from .models import Clock, Threshold, Timer

log = logging.getLogger(__name__)
LATER = timedelta(minutes=5)
ThresholdListener = Callable[[Clock, int], None]
TimerListener = Callable[[UUID, str], None]
_thresholds: dict[str, list[ThresholdListener]] = defaultdict(list)
_timers: dict[str, list[TimerListener]] = defaultdict(list)


def on_threshold(kind: str) -> Callable[[ThresholdListener], ThresholdListener]:
    """Call the decorated function with (clock, share) when a clock of this kind of record reaches a share."""

    def wrap(listener: ThresholdListener) -> ThresholdListener:
        _thresholds[kind].append(listener)
        return listener

    return wrap


def on_timer(kind: str) -> Callable[[TimerListener], TimerListener]:
    """Call the decorated function with (object id, step) when a timer of this kind of record ends."""

    def wrap(listener: TimerListener) -> TimerListener:
        _timers[kind].append(listener)
        return listener

    return wrap


def fire_due(now: datetime | None = None, limit: int = 500) -> int:
    """Tell what running clocks have reached by `now`; returns how many thresholds fired."""
    moment = now or present()
    due = Threshold.objects.filter(fired_at__isnull=True, fires_at__lte=moment).order_by("fires_at")
    rows = due.select_related("clock__definition__calendar")[:limit]
    return sum(_claim(row, "fired_at", moment, _tell) for row in rows)


def fire_timers(now: datetime | None = None, limit: int = 500) -> int:
    """Take the steps whose time has come; returns how many timers ended."""
    moment = now or present()
    due = Timer.objects.filter(done_at__isnull=True, fires_at__lte=moment).order_by("fires_at")
    return sum(_claim(row, "done_at", moment, _ring) for row in due[:limit])


def set_timer(kind: str, object_id: UUID, step: str, fires_at: datetime) -> None:
    """Let a record take `step` at a moment; a timer of the same step is moved there."""
    values = {"kind": kind, "fires_at": fires_at, "done_at": None}
    Timer.objects.update_or_create(object_id=object_id, step=step, defaults=values)


def cancel_timer(kind: str, object_id: UUID, step: str | None = None) -> None:
    """Forget one timer of a record, or all of them."""
    timers = Timer.objects.filter(kind=kind, object_id=object_id, done_at__isnull=True)
    (timers if step is None else timers.filter(step=step)).delete()


def _tell(row: Threshold) -> None:
    clock = row.clock
    if row.share == 100:
        Clock.objects.filter(pk=clock.pk).update(breached_at=models.F("due_at"))
        clock.breached_at = clock.due_at
    for listener in _thresholds[clock.kind]:
        listener(clock, row.share)


def _ring(row: Timer) -> None:
    for listener in _timers[row.kind]:
        listener(row.object_id, row.step)


def _claim(row: Any, field: str, moment: datetime, deed: Callable[[Any], None]) -> bool:
    """Mark a row as told and do its deed, both or neither; False when another was first or it failed."""
    mine = type(row).objects.filter(pk=row.pk, fires_at=row.fires_at, **{f"{field}__isnull": True})
    try:
        with transaction.atomic():
            if not mine.update(**{field: moment}):
                return False
            deed(row)
    except Exception:
        # One bad row must not hold up the others, nor be lost.
        log.exception(
            "A listener failed; tried again later.", extra={"table": row._meta.db_table, "id": str(row.pk)}
        )
        mine.update(fires_at=moment + LATER)
        return False
    return True
