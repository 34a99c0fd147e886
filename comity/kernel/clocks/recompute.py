"""A calendar has changed: every clock that depends on it is computed again, a million in a minute.

Work goes in short transactions of a few thousand clocks, so others can write in between. A clock
remembers the edition of the calendar it was computed with: what is done is not done again, and work
that was cut off goes on where it stood.
"""

from collections import defaultdict
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ..base.moment import now as present
from .calendars import schedule_of
from .ledger import Stage, What, fires_at, read
from .models import Calendar, ClockDefinition
from .raw import epoch, is_postgresql, update
from .store import second

BATCH = 2000
STALE = (
    "c.definition_id = %s AND c.id > %s AND c.edition <> %s AND c.stage IN ('running', 'paused', 'stopped')"
)
COUNT = f"SELECT count(*) FROM clocks_clock c WHERE {STALE}"  # noqa: S608
NEXT = f"SELECT c.id, c.kind, c.object_id FROM clocks_clock c WHERE {STALE} ORDER BY c.id LIMIT %s"  # noqa: S608
EVENTS = (
    "SELECT CAST(c.id AS varchar(36)), {at}, e.what, '' "  # noqa: S608
    "FROM clocks_clock c JOIN clocks_clockevent e ON e.clock_id = c.id "
    f"WHERE {STALE} AND c.id <= %s ORDER BY c.id, e.at, e.id"
)
SETS = (("due_at", "moment"), ("breached_at", "moment"), ("elapsed", "integer"), ("edition", "integer"))


# Called with the records of a batch, inside its transaction: for copies of due times kept elsewhere.
Listener = Callable[[list[UUID]], None]
_listeners: dict[str, list[Listener]] = defaultdict(list)


def on_recomputed(kind: str) -> Callable[[Listener], Listener]:
    """Call the decorated function with the ids of records of this kind whose clocks were computed again."""

    def wrap(listener: Listener) -> Listener:
        _listeners[kind].append(listener)
        return listener

    return wrap


def recompute(
    calendar: Calendar, progress: Callable[[int, int], None] | None = None, batch: int = BATCH
) -> int:
    """Compute again every clock of a calendar that is not of its edition; returns how many.

    `progress` is called with (clocks done, clocks in all) after each batch.
    """
    calendar.refresh_from_db()
    definitions = list(ClockDefinition.objects.filter(calendar=calendar))
    todo = [(definition, _count(definition, calendar.edition)) for definition in definitions]
    total, done = sum(count for _definition, count in todo), 0
    for definition, count in todo:
        definition.calendar = calendar
        after: str | None = "0" * 32
        while count and after is not None:
            with transaction.atomic():
                after, some = _batch(definition, after, batch)
            done += some
            if progress:
                progress(done, total)
    return done


def _key(value: Any) -> str:
    """Write a key as both databases compare it: PostgreSQL reads the 32 digits as a uuid."""
    return str(value).replace("-", "")


def _count(definition: ClockDefinition, edition: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [_key(definition.pk), "0" * 32, edition])
        return int(cursor.fetchone()[0])


def _batch(definition: ClockDefinition, after: str, batch: int) -> tuple[str | None, int]:
    """Recompute the next clocks of a definition; returns (last key, how many), the key None at the end."""
    edition, now = definition.calendar.edition, second(present())
    given: list[Any] = [_key(definition.pk), after, edition]
    with connection.cursor() as cursor:
        if is_postgresql():
            # What a loss of power takes back is still of the old edition, so it is simply done again.
            cursor.execute("SET LOCAL synchronous_commit TO OFF")
        cursor.execute(NEXT + (" FOR NO KEY UPDATE" if is_postgresql() else ""), [*given, batch])
        ids = cursor.fetchall()
        if not ids:
            return None, 0
        last = _key(ids[-1][0])
        cursor.execute(EVENTS.format(at=epoch("e.at")), [*given, last])
        rows = cursor.fetchall()
    schedule, promise, shares = schedule_of(definition.calendar), definition.promise, definition.shares
    clocks, thresholds = [], []
    for key, group in groupby(rows, itemgetter(0)):
        # Plain tuples in the shape of an `Event`: there are millions of them.
        events: Any = [row[1:] for row in group]
        at, what, _reason = events[-1]
        # A stored paused clock is due as if resumed at the moment it was paused.
        out = read(promise, schedule, events, at if what == What.PAUSE else max(now, at))
        clocks.append((out.due_at, out.breached_at, out.elapsed, edition, key))
        if out.stage is Stage.RUNNING:
            thresholds += [
                (moment, key, share)
                for share in shares
                if (moment := fires_at(schedule, out, share)) is not None
            ]
    update("clocks_clock", SETS, (("id", "uuid"),), "", clocks)
    keys = (("clock_id", "uuid"), ("share", "integer"))
    update("clocks_threshold", (("fires_at", "moment"),), keys, " AND fired_at IS NULL", thresholds)
    _announce(ids)
    return (last if len(ids) == batch else None), len(ids)


def _announce(rows: list[tuple[Any, str, Any]]) -> None:
    """Tell those who keep a copy."""
    for kind, listeners in _listeners.items():
        records = list({UUID(str(object_id)) for _id, of, object_id in rows if of == kind})
        for listener in listeners if records else ():
            listener(records)
