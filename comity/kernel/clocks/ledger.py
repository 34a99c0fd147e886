"""A clock as a pure function: promise, schedule and events in, due time and ledger out. No tables.

Moments are UTC seconds. Time outside opening hours and time paused never count. While a clock is
paused its due time is *as if it were resumed now*, and `Reading.provisional` says so.

A promise in working days ends at the closing time of the nth working day after the day of asking;
a day counts when the clock is running at its closing time. It is never converted into hours; only
the warnings before it are placed by the share of open time between asking and due.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from .schedule import NeverOpen, Schedule, instant


class Stage(StrEnum):
    """Where a clock stands."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


class What(StrEnum):
    """What happens to a clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    CANCEL = "cancel"
    SWAP = "swap"


AFTER: dict[str, Stage] = {
    What.START: Stage.RUNNING,
    What.PAUSE: Stage.PAUSED,
    What.RESUME: Stage.RUNNING,
    What.STOP: Stage.STOPPED,
    What.CANCEL: Stage.CANCELLED,
}
"""The stage after an event. A swap (another definition) leaves the stage and all waiting granted."""


class Event(NamedTuple):
    """One thing that happened; `reason` is a code of `words.REASONS` or free text."""

    at: int
    what: str
    reason: str = ""


class Promise(NamedTuple):
    """What was promised: open seconds, or working days; exactly one of them is not 0."""

    seconds: int = 0
    days: int = 0


class Span(NamedTuple):
    """A stretch of one stage, [start, end); the last one ends now."""

    start: int
    end: int
    stage: Stage
    reason: str = ""


class Line(NamedTuple):
    """One interval of the ledger. `why` is open, closed, holiday, exception, paused, stopped or swap;
    `name` is the holiday, the exception or the reason of waiting; `ahead` marks what is yet to come."""

    start: int
    end: int
    counted: bool
    why: str
    name: str = ""
    ahead: bool = False


@dataclass(slots=True)
class Reading:
    """What a clock shows at a moment. `elapsed`, `remaining` and `total` are open seconds."""

    stage: Stage = Stage.IDLE
    due_at: int | None = None
    provisional: bool = False
    started_at: int | None = None
    paused_at: int | None = None
    stopped_at: int | None = None
    breached_at: int | None = None
    elapsed: int = 0
    total: int = 0
    reason: str = ""
    spans: list[Span] = field(default_factory=list)

    @property
    def remaining(self) -> int:
        """Open seconds left; negative when late."""
        return self.total - self.elapsed

    @property
    def share(self) -> float:
        """Per cent of the promise that is used."""
        return 100.0 * self.elapsed / self.total if self.total else 0.0


def spans_of(events: Sequence[Event], now: int) -> list[Span]:
    """Turn events into stretches without gaps, from the start until now or until cancelled."""
    spans: list[Span] = []
    stage, since, why = Stage.IDLE, 0, ""
    for at, what, reason in events:
        after = AFTER.get(what, stage)
        if stage is Stage.CANCELLED or (after is stage and not (stage is Stage.PAUSED and reason != why)):
            continue
        if stage != Stage.IDLE:
            at = max(at, since)
            spans.append(Span(since, at, stage, why))
        stage, since, why = after, at, reason
    if stage != Stage.IDLE:
        spans.append(Span(since, max(now, since), stage, why))
    return spans


def read(promise: Promise, schedule: Schedule, events: Sequence[Event], now: int) -> Reading:
    """Compute what a clock shows at `now`, from nothing but its definition, calendar and events."""
    spans = spans_of(events, now)
    if not spans:
        return Reading()
    last = spans[-1]
    out = Reading(stage=last.stage, started_at=spans[0].start, reason=last.reason, spans=spans)
    elapsed = 0
    for start, end, stage, _reason in spans:
        if stage is Stage.RUNNING:
            elapsed += schedule.elapsed(start, end)
    out.elapsed = elapsed
    if last.stage is Stage.PAUSED:
        out.paused_at = last.start
    elif last.stage is not Stage.RUNNING:
        out.stopped_at = last.start
    if last.stage is Stage.CANCELLED:
        return out
    try:
        due = (
            reach(schedule, spans, promise.seconds)
            if promise.seconds
            else nth_day(schedule, spans, promise.days)
        )
    except NeverOpen:
        return out
    out.due_at = due
    out.provisional = last.stage is Stage.PAUSED and due > last.start
    out.total = promise.seconds or counted_until(schedule, spans, due)
    # A promise is kept at its due time itself; it is broken by the first moment of running after it.
    if any(span.stage is Stage.RUNNING and span.end > max(due, span.start) for span in spans):
        out.breached_at = due
    return out


def reach(schedule: Schedule, spans: Sequence[Span], seconds: int) -> int:
    """Return the moment at which `seconds` have been counted, going on from the last span if need be."""
    left = seconds
    for start, end, stage, _reason in spans:
        if stage is Stage.RUNNING:
            spent = schedule.elapsed(start, end)
            if spent >= left:
                return schedule.add(start, left)
            left -= spent
    last = spans[-1]
    # A stopped clock says when it would have been due; a paused one goes on from now.
    return schedule.add(last.start if last.stage is Stage.STOPPED else last.end, left)


def nth_day(schedule: Schedule, spans: Sequence[Span], days: int) -> int:
    """Return the closing time of the nth working day whose last open second was not waited away."""
    waits = [
        (s.start, s.end)
        for s in spans
        if s.stage is Stage.PAUSED or (s.stage is Stage.STOPPED and s != spans[-1])
    ]
    at = 0
    for close in schedule.closings(spans[0].start):
        while at < len(waits) and waits[at][1] < close:
            at += 1
        if at < len(waits) and waits[at][0] < close:
            continue
        days -= 1
        if days == 0:
            return close
    raise NeverOpen


def counted_until(schedule: Schedule, spans: Sequence[Span], due: int) -> int:
    """Return the open seconds from start to due that are not waited away."""
    sum_ = sum(schedule.elapsed(s.start, min(s.end, due)) for s in spans if s.stage is Stage.RUNNING)
    last = spans[-1]
    return sum_ + schedule.elapsed(last.start if last.stage is Stage.STOPPED else last.end, due)


def fires_at(schedule: Schedule, reading: Reading, share: int) -> int | None:
    """Return when `share` per cent of the promise is used up; None unless the clock is running."""
    if reading.stage is not Stage.RUNNING or reading.due_at is None:
        return None
    if share == 100:
        return reading.due_at
    try:
        return reach(schedule, reading.spans, max(1, reading.total * share // 100))
    except NeverOpen:
        return None


def ledger(
    schedule: Schedule, reading: Reading, events: Sequence[Event], now: int, language: str | None = None
) -> list[Line]:
    """List every interval from the start to now, and on to the due time, with why it counts or not."""
    lines: list[Line] = []
    swaps = [event for event in events if event.what == What.SWAP]
    for start, end, stage, reason in reading.spans:
        if stage is Stage.RUNNING:
            lines += open_and_closed(schedule, start, end, language)
        elif stage is not Stage.CANCELLED and not (stage is Stage.STOPPED and end == now):
            lines.append(Line(start, end, False, str(stage), reason))
    lines += [Line(at, at, False, "swap", reason) for at, _what, reason in swaps]
    if reading.stage in (Stage.RUNNING, Stage.PAUSED) and reading.due_at is not None and reading.due_at > now:
        lines += [
            line._replace(ahead=True) for line in open_and_closed(schedule, now, reading.due_at, language)
        ]
    return sorted(
        (line for line in lines if line.end > line.start or line.why == "swap"), key=lambda line: line[:2]
    )


def open_and_closed(schedule: Schedule, start: int, end: int, language: str | None) -> list[Line]:
    """Split [start, end) into counted opening intervals and uncounted closed ones with their reason."""
    lines: list[Line] = []
    at = start
    for opens, closes in schedule.intervals(start, end):
        if at < opens:
            lines += closed(schedule, at, opens, language)
        lines.append(Line(opens, closes, True, "open"))
        at = closes
    if at < end:
        lines += closed(schedule, at, end, language)
    return lines


def closed(schedule: Schedule, start: int, end: int, language: str | None) -> list[Line]:
    """Split a closed gap at the local days that are a holiday or an exception."""
    lines: list[Line] = []
    day = datetime.fromtimestamp(start, schedule.zone).date()
    at = start
    while at < end:
        stop = min(end, instant(day + timedelta(days=1), 0, schedule.zone))
        why, name = schedule.hours.closed_by(day, language)
        line = Line(at, stop, False, why or "closed", name)
        if lines and lines[-1][2:] == line[2:]:
            lines[-1] = lines[-1]._replace(end=stop)
        elif stop > at:
            lines.append(line)
        at, day = max(at, stop), day + timedelta(days=1)
    return lines
