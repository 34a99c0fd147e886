"""Clocks of a record: they begin with it and follow its states, inside the transaction of the change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from ..base.moment import now as present
from .calendars import schedule_of
from .ledger import Event, Line, Reading, Stage, What, ledger
from .models import Clock, ClockDefinition
from .store import events_of, insert_events, reading_of, rearm, save, second, settle


@dataclass
class Explained:
    """What a clock shows and why: its reading, its events, and the ledger of intervals."""

    clock: Clock
    reading: Reading
    events: list[Event]
    lines: list[Line]


@transaction.atomic
def begin(
    kind: str, object_id: UUID, definitions: Iterable[ClockDefinition], state: str, at: datetime | None = None
) -> list[Clock]:
    """Give a new record its clocks; those whose definition starts in a later state wait for it."""
    start = second(at or present())
    clocks = [Clock(kind=kind, object_id=object_id, definition=definition) for definition in definitions]
    fresh = {clock.pk: clock.definition.rules.events(Stage.IDLE, "", state, start) for clock in clocks}
    readings = [(clock, settle(clock, fresh[clock.pk], start)) for clock in clocks]
    Clock.objects.bulk_create(clocks)
    insert_events((clock, event) for clock in clocks for event in fresh[clock.pk])
    rearm(readings)
    return clocks


@transaction.atomic
def follow(
    kind: str, object_id: UUID, old_state: str, new_state: str, at: datetime | None = None
) -> list[Clock]:
    """Start, pause, resume or stop the clocks of a record that goes from one state to another."""
    return (
        _change(kind, object_id, new_state, second(at or present()), None, "")
        if new_state != old_state
        else []
    )


@transaction.atomic
def swap(
    kind: str,
    object_id: UUID,
    definitions: Sequence[ClockDefinition],
    state: str,
    at: datetime | None = None,
    reason: str = "",
) -> list[Clock]:
    """Give a record other promises, keeping all waiting already granted.

    A running clock takes over the definition of its own kind and measure; one without is cancelled;
    what has stopped stays as it was; a definition without a clock begins.
    """
    return _change(kind, object_id, state, second(at or present()), definitions, reason)


@transaction.atomic
def cancel(kind: str, object_id: UUID, at: datetime | None = None, reason: str = "") -> None:
    """End the clocks of a record without result: neither kept nor broken."""
    _change(kind, object_id, None, second(at or present()), [], reason)


def clocks_of(kind: str, ids: Iterable[UUID]) -> dict[UUID, list[Clock]]:
    """Return the clocks of records by record, earliest due first; one query for a whole list."""
    found: dict[UUID, list[Clock]] = defaultdict(list)
    rows = Clock.objects.filter(object_id__in=list(ids), kind=kind).select_related("definition__calendar")
    for clock in rows:
        found[clock.object_id].append(clock)
    for clocks in found.values():
        clocks.sort(key=lambda clock: (clock.due_at is None, clock.due_at or clock.pk.hex))
    return found


def explain(clock: Clock, now: datetime | None = None, language: str | None = None) -> Explained:
    """Answer "why this time?": every counted and uncounted interval behind the due time."""
    at = second(now or present())
    events = events_of([clock])[clock.pk]
    reading = reading_of(clock, events, at)
    lines = ledger(schedule_of(clock.definition.calendar), reading, events, at, language or get_language())
    return Explained(clock, reading, events, lines)


def _change(
    kind: str,
    object_id: UUID,
    state: str | None,
    at: int,
    wanted: Sequence[ClockDefinition] | None,
    reason: str,
) -> list[Clock]:
    """Lock the clocks of a record, add what happens to them, and store what follows from it."""
    clocks = list(
        Clock.objects.select_for_update(of=("self",))
        .filter(object_id=object_id, kind=kind)
        .exclude(stage=Stage.CANCELLED)
        .select_related("definition__calendar")
    )
    events = events_of(clocks)
    fresh: list[tuple[Clock, Event]] = []
    swapped: list[Clock] = []
    begun: list[Clock] = []
    if wanted is not None:
        swapped, begun = _exchange((kind, object_id), clocks, wanted, at, reason, fresh)
    for clock in [*clocks, *begun]:
        mine = [event for one, event in fresh if one is clock]
        if state is not None and not any(event.what == What.CANCEL for event in mine):
            happened = clock.definition.rules.events(clock.stage, clock.reason, state, at)
            fresh += [(clock, event) for event in happened]
    if not (fresh or begun or swapped):
        return clocks
    touched = {clock.pk: clock for clock in [*swapped, *begun, *(clock for clock, _event in fresh)]}
    for clock, event in fresh:
        # Nothing happens before what has happened: a late report counts from the last event.
        last = events[clock.pk][-1].at if events[clock.pk] else event.at
        events[clock.pk].append(event._replace(at=max(event.at, last)))
    readings = [(clock, settle(clock, events[clock.pk], at)) for clock in touched.values()]
    if begun:
        Clock.objects.bulk_create(begun)
    new = {clock.pk for clock in begun}
    save(clock for clock in touched.values() if clock.pk not in new)
    count: dict[UUID, int] = defaultdict(int)
    for clock, _event in fresh:
        count[clock.pk] += 1
    insert_events(
        (clock, event) for clock in touched.values() for event in events[clock.pk][-count[clock.pk] :]
    )
    rearm(readings, swapped)
    return [*clocks, *begun]


def _exchange(
    key: tuple[str, UUID],
    clocks: list[Clock],
    wanted: Sequence[ClockDefinition],
    at: int,
    reason: str,
    fresh: list[tuple[Clock, Event]],
) -> tuple[list[Clock], list[Clock]]:
    """Pair live clocks with the definitions wanted: return (swapped, begun), note events in `fresh`."""

    def place(definition: ClockDefinition) -> tuple[Any, Any]:
        return definition.kind, definition.measure

    left = {place(definition): definition for definition in wanted}
    swapped = []
    for clock in clocks:
        new = left.pop(place(clock.definition), None)
        if clock.stage == Stage.STOPPED or (new is not None and new.pk == clock.definition_id):
            continue
        if new is None:
            fresh.append((clock, Event(at, What.CANCEL, reason)))
            continue
        said = reason or f"{clock.definition.code} → {new.code}"
        clock.definition = new
        if clock.stage != Stage.IDLE:
            fresh.append((clock, Event(at, What.SWAP, said)))
        swapped.append(clock)
    return swapped, [Clock(kind=key[0], object_id=key[1], definition=new) for new in left.values()]
