"""Clocks of records whose history is already known: an import gives the states, all rows follow in bulk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction

from ..base.ids import uuid7
from ..base.moment import now as present
from .calendars import schedule_of
from .ledger import Stage, fires_at, read
from .models import Clock, ClockDefinition, ClockEvent, Threshold
from .raw import insert
from .store import second

CLOCK = ("id", "kind", "object_id", "definition", "stage", "started_at", "due_at", "paused_at", "stopped_at",
         "breached_at", "reason", "elapsed", "edition")  # fmt: skip
EVENT = ("id", "clock", "at", "what", "reason")
THRESHOLD = ("id", "clock", "share", "fires_at", "fired_at")


@dataclass(slots=True)
class History:
    """The states one record went through, oldest first; `at` as UTC seconds or as a moment."""

    kind: str
    object_id: UUID
    definitions: Sequence[ClockDefinition]
    moves: Sequence[tuple[Any, str]]


def bulk_build(rows: Iterable[History], at: datetime | None = None, batch: int = 2000) -> int:
    """Make clocks, events and thresholds for histories; returns how many clocks.

    What a running clock has already passed counts as told, so that an import wakes nobody.
    """
    now, source, made = second(at or present()), iter(rows), 0
    while group := list(islice(source, batch)):
        clocks: list[Any] = []
        events: list[Any] = []
        thresholds: list[Any] = []
        for row in group:
            moves = [(second(t) if isinstance(t, datetime) else t, state) for t, state in row.moves]
            for definition in row.definitions:
                clocks.append(_one(row, definition, moves, now, events, thresholds))
        with transaction.atomic():
            insert(Clock, CLOCK, clocks)
            insert(ClockEvent, EVENT, events)
            insert(Threshold, THRESHOLD, thresholds)
        made += len(clocks)
    return made


def _one(
    row: History,
    definition: ClockDefinition,
    moves: list[tuple[int, str]],
    now: int,
    events: list[Any],
    thresholds: list[Any],
) -> tuple[Any, ...]:
    """Return the values of one clock and add those of its events and thresholds."""
    key = uuid7().hex
    found = definition.rules.history(moves)
    events += [(uuid7().hex, key, e.at, e.what, e.reason) for e in found]
    schedule = schedule_of(definition.calendar)
    out = read(definition.promise, schedule, found, now)
    if out.stage is Stage.RUNNING:
        for share in definition.shares:
            if (fires := fires_at(schedule, out, share)) is not None:
                thresholds.append((uuid7().hex, key, share, fires, fires if fires <= now else None))
    return (
        key, row.kind, row.object_id.hex, definition.pk.hex, str(out.stage), out.started_at, out.due_at,
        out.paused_at, out.stopped_at, out.breached_at, out.reason[:200] if out.stage is Stage.PAUSED else "",
        out.elapsed, definition.calendar.edition,
    )  # fmt: skip
