"""The road between clock rows and the arithmetic, one clock or many, with a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from .calendars import schedule_of
from .ledger import Event, Reading, Stage, fires_at, read
from .models import Clock, ClockEvent, Threshold
from .raw import update

MOMENTS = ("started_at", "due_at", "paused_at", "stopped_at", "breached_at")
COMPUTED = (
    *((name, "moment") for name in MOMENTS),
    ("stage", "text"),
    ("reason", "text"),
    ("elapsed", "integer"),
    ("edition", "integer"),
    ("definition_id", "uuid"),
)


def second(at: datetime) -> int:
    """Return the UTC second of a moment."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its zone.")
    return int(at.timestamp())


def moment(at: int) -> datetime:
    """Return a UTC second as a moment."""
    return datetime.fromtimestamp(at, UTC)


def events_of(clocks: Iterable[Clock]) -> dict[UUID, list[Event]]:
    """Read the events of clocks in order; one query."""
    found: dict[UUID, list[Event]] = defaultdict(list)
    rows = ClockEvent.objects.filter(clock__in=list(clocks)).order_by("clock", "at", "id")
    for clock_id, at, what, reason in rows.values_list("clock_id", "at", "what", "reason"):
        found[clock_id].append(Event(second(at), what, reason))
    return found


def reading_of(clock: Clock, events: Sequence[Event], now: int) -> Reading:
    """Compute what a clock shows at `now`."""
    return read(clock.definition.promise, schedule_of(clock.definition.calendar), events, now)


def settle(clock: Clock, events: Sequence[Event], now: int) -> Reading:
    """Write what the events say into the derived columns of a clock, without saving it."""
    out = reading_of(clock, events, max(now, events[-1].at) if events else now)
    clock.stage, clock.elapsed, clock.edition = out.stage, out.elapsed, clock.definition.calendar.edition
    clock.reason = out.reason[:200] if out.stage is Stage.PAUSED else ""
    for name in MOMENTS:
        at = getattr(out, name)
        setattr(clock, name, None if at is None else moment(at))
    return out


def save(clocks: Iterable[Clock]) -> None:
    """Write the derived columns of clocks; one statement, and a fifth of the time of `bulk_update`."""
    rows = []
    for clock in clocks:
        moments = [None if (at := getattr(clock, name)) is None else second(at) for name in MOMENTS]
        rest = (
            str(clock.stage),
            clock.reason,
            clock.elapsed,
            clock.edition,
            clock.definition_id.hex,
            clock.pk.hex,
        )
        rows.append((*moments, *rest))
    update("clocks_clock", COMPUTED, (("id", "uuid"),), "", rows)


def thresholds_of(clock: Clock, reading: Reading) -> list[Threshold]:
    """Make the rows of what is still to be told about a running clock."""
    schedule = schedule_of(clock.definition.calendar)
    rows = []
    for share in clock.definition.shares:
        if (at := fires_at(schedule, reading, share)) is not None:
            rows.append(Threshold(clock=clock, share=share, fires_at=moment(at)))
    return rows


def insert_events(events: Iterable[tuple[Clock, Event]]) -> None:
    """Append events; one statement."""
    ClockEvent.objects.bulk_create(
        [ClockEvent(clock=clock, at=moment(e.at), what=e.what, reason=e.reason[:200]) for clock, e in events]
    )


def rearm(readings: Iterable[tuple[Clock, Reading]], again: Iterable[Clock] = ()) -> None:
    """Replace the unfired thresholds of clocks; those of `again` may fire a second time. Three statements."""
    readings = list(readings)
    ids = [clock.pk for clock, _reading in readings]
    anew = {clock.pk for clock in again}
    fired = set(
        Threshold.objects.filter(clock__in=ids, fired_at__isnull=False).values_list("clock_id", "share")
    )
    rows = [row for clock, reading in readings for row in thresholds_of(clock, reading)]
    fresh = [row for row in rows if (row.clock_id, row.share) not in fired or row.clock_id in anew]
    gone = Threshold.objects.filter(clock__in=ids)
    (gone if anew else gone.filter(fired_at__isnull=True)).delete()
    Threshold.objects.bulk_create(fresh)
