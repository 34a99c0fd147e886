"""The clock of scheduled work: each tick is claimed by one worker, exactly once."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from ..base.moment import now
from .declare import Declared, Ticker, declared
from .models import Job, Schedule, State
from .queue import enqueue

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def next_tick(every: timedelta, offset: timedelta, after: datetime) -> datetime:
    """Return the first multiple of `every` since 1970, plus `offset`, that comes after a moment."""
    return EPOCH + offset + ((after - EPOCH - offset) // every + 1) * every


def sync() -> None:
    """Make the schedules those of the declarations; what is no longer declared is no longer due."""
    moment = now()
    scheduled = {name: work for name, work in declared.items() if work.every}
    there = Schedule.objects.in_bulk()
    with transaction.atomic():
        Schedule.objects.exclude(name__in=scheduled).exclude(name__startswith="ticker:").delete()
        for name, work in scheduled.items():
            assert work.every
            old = there.get(name)
            if old and old.every == work.every:
                continue
            row = {"every": work.every, "next_at": next_tick(work.every, work.offset, moment)}
            Schedule.objects.update_or_create(name=name, defaults=row)


def tick() -> int:
    """Enqueue what the clock says; of all workers one wins each tick. Ticks missed while down become one."""
    count = 0
    for row in Schedule.objects.filter(next_at__lte=now(), name__in=declared):
        work = declared[row.name]
        if work.every:
            count += _take(row, work)
    return count


def _take(row: Schedule, work: Declared) -> int:
    assert work.every
    moment = now()
    with transaction.atomic():
        following = next_tick(work.every, work.offset, moment)
        mine = Schedule.objects.filter(name=row.name, next_at=row.next_at).update(
            next_at=following, last_at=moment
        )
        # What takes longer than its interval is not heaped up.
        if not mine or Job.objects.filter(name=row.name, state__in=(State.WAITING, State.RUNNING)).exists():
            return 0
        enqueue(work, key=f"{row.name}@{row.next_at.isoformat()}")
    return 1


def mine_alone(ticker: Ticker) -> bool:
    """Claim the next run of a lone ticker for this worker."""
    moment, name = now(), f"ticker:{ticker.name}"
    row = {"every": ticker.every, "next_at": moment + ticker.every, "last_at": moment}
    if Schedule.objects.filter(name=name).exists():
        return bool(Schedule.objects.filter(name=name, next_at__lte=moment).update(**row))
    return bool(Schedule.objects.bulk_create([Schedule(name=name, **row)], ignore_conflicts=True))
