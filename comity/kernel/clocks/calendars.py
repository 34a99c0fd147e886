"""From calendar rows to schedules, kept by edition; and what happens when a calendar changes."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from .hours import Hours, Special, segments, week_of
from .models import Calendar, CalendarException
from .schedule import Schedule

MOST = 128
_kept: OrderedDict[tuple[UUID, int], Schedule] = OrderedDict()
_lock = threading.Lock()


def schedule_of(calendar: Calendar) -> Schedule:
    """Return the schedule of a calendar's edition; one query the first time, none afterwards."""
    key = calendar.pk, calendar.edition
    with _lock:
        if (hit := _kept.get(key)) is not None:
            _kept.move_to_end(key)
            return hit
    made = Schedule(hours_of(calendar))
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def hours_of(calendar: Calendar) -> Hours:
    """Read a calendar and its exceptions from the database."""
    exceptions = {
        one.day: Special(segments(one.hours), one.name)
        for one in CalendarException.objects.filter(calendar_id=calendar.pk)
    }
    return Hours(calendar.zone, week_of(calendar.hours), calendar.country, exceptions)


def changed(calendar_ids: Iterable[UUID]) -> None:
    """Give calendars their next edition, in the transaction of the change."""
    Calendar.objects.filter(pk__in=list(calendar_ids)).update(edition=F("edition") + 1)
