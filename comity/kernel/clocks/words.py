"""Clocks in words for people, in the reader's language and zone; every sentence is lazy."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_skeleton, get_timezone_location
from babel.lists import format_list
from babel.units import format_unit
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..base.moment import now as present
from .calendars import schedule_of
from .ledger import Event, Line, Reading, Stage, What, read
from .models import Clock, ClockDefinition
from .store import moment, second

REASONS = {
    "requester": _("waiting for the requester"),
    "supplier": _("waiting for a supplier"),
    "approval": _("waiting for approval"),
    "parts": _("waiting for equipment or parts"),
    "window": _("waiting for the agreed time"),
    "other": _("waiting"),
}
"""Why a clock is paused, by code; what is not a code is said as it was written."""


def locale() -> Locale:
    """Return the reader's locale; English is British, as the organisation writes it."""
    language = (get_language() or "en").lower()
    named = {"en": "en_GB", "zh-hans": "zh_Hans", "zh-cn": "zh_Hans"}.get(
        language, language.replace("-", "_")
    )
    return Locale.parse(named)


def _duration(seconds: int) -> str:
    """Say a length in its two largest units: 2 hr 10 min; hours are not made into days."""
    whole = max(int(seconds) // 60, 1 if seconds > 0 else 0)
    hours, minutes = divmod(whole, 60)
    parts = []
    if hours:
        parts.append(format_unit(hours, "duration-hour", "short", locale=locale()))
    if (minutes and hours < 24) or not hours:
        parts.append(format_unit(minutes, "duration-minute", "short", locale=locale()))
    return format_list(parts, style="unit-narrow", locale=locale())


def _when(at: datetime, zone: str | None = None) -> str:
    """Say day and time in a zone (the reader's by default): Thursday 26 November, 17:00."""
    tz = ZoneInfo(zone) if zone else timezone.get_current_timezone()
    year = "y" if at.astimezone(tz).year != present().astimezone(tz).year else ""
    day = format_skeleton(f"{year}MMMMEEEEd", at, tz, locale=locale())
    return gettext("%(day)s, %(time)s") % {"day": day, "time": format_skeleton("Hm", at, tz, locale=locale())}


def _reason(code: str, mine: bool = False) -> str:
    """Say why a clock is paused; `mine` when the reader is the one waited for."""
    if mine and code == "requester":
        return gettext("waiting for you")
    return str(REASONS.get(code, code or REASONS["other"]))


def _place(zone: str) -> str:
    """Name the city of a zone in the reader's language."""
    return get_timezone_location(zone, locale=locale(), return_city=True)


def _standing(clock: Clock, now: datetime | None = None, mine: bool = False) -> str:
    """Say where a clock stands: time left, late by, paused and for whom, kept or missed."""
    at = now or present()
    if clock.stage == Stage.IDLE:
        return gettext("Not started")
    if clock.stage == Stage.CANCELLED:
        return gettext("Cancelled")
    if clock.due_at is None:
        return gettext("No due time")
    end = clock.stopped_at if clock.stage == Stage.STOPPED else at
    broken = clock.breached_at or (
        clock.due_at if clock.stage == Stage.RUNNING and clock.due_at < at else None
    )
    if clock.stage == Stage.STOPPED and end is not None:
        if broken is None:
            return gettext("Kept, with %(time)s to spare") % {
                "time": _duration(_open(clock, end, clock.due_at))
            }
        return gettext("Missed by %(time)s") % {"time": _duration(int((end - broken).total_seconds()))}
    if clock.stage == Stage.PAUSED:
        return gettext("Paused: %(reason)s") % {"reason": _reason(clock.reason, mine)}
    if broken is not None:
        return gettext("Late by %(time)s") % {"time": _duration(int((at - broken).total_seconds()))}
    return gettext("%(time)s left") % {"time": _duration(_open(clock, at, clock.due_at))}


def _open(clock: Clock, start: datetime, end: datetime) -> int:
    """Return the working seconds between two moments in a clock's calendar."""
    return schedule_of(clock.definition.calendar).elapsed(second(start), second(end))


def _promise(definition: ClockDefinition, asked: datetime | None = None, zone: str | None = None) -> str:
    """Say what is promised to somebody who asks now: day, time and the place whose clock is meant."""
    start = second(asked or present())
    zone = zone or definition.calendar.zone
    asking = [Event(start, What.START)]
    end = read(definition.promise, schedule_of(definition.calendar), asking, start).due_at
    if end is None:
        return gettext("No time is promised.")
    said = {"when": _when(moment(end), zone), "place": _place(zone)}
    return gettext("Asked now, ready by %(when)s in %(place)s.") % said


def _due(reading: Reading, zone: str | None = None, now: datetime | None = None) -> str:
    """Say when a clock is due, or was, or would be if it went on now."""
    if reading.due_at is None:
        return gettext("No due time")
    at = moment(reading.due_at)
    said = {"when": _when(at, zone)}
    if reading.provisional:
        return gettext("If work went on now: due %(when)s") % said
    if at < (now or present()) or reading.stage is Stage.STOPPED:
        return gettext("Was due %(when)s") % said
    return gettext("Due %(when)s") % said


def _why(line: Line, mine: bool = False) -> str:
    """Say why an interval of the ledger counts or does not count."""
    match line.why:
        case "open":
            return gettext("Open")
        case "closed":
            return gettext("Closed")
        case "holiday":
            return gettext("Holiday: %(name)s") % {"name": line.name}
        case "exception":
            return (
                gettext("Closed: %(name)s") % {"name": line.name}
                if line.name
                else gettext("Closed on this day")
            )
        case "paused":
            return gettext("Paused: %(reason)s") % {"reason": _reason(line.name, mine)}
        case "stopped":
            return gettext("Stopped, then opened again")
    return gettext("Promise changed: %(name)s") % {"name": line.name}


duration = lazy(_duration, str)
when = lazy(_when, str)
reason = lazy(_reason, str)
place = lazy(_place, str)
standing = lazy(_standing, str)
promise = lazy(_promise, str)
due = lazy(_due, str)
why = lazy(_why, str)
