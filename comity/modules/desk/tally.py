"""Keeping count of promises as they end: changes of a few cells, never a scan of tickets or clocks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from comity.kernel.base.ids import uuid7
from comity.kernel.clocks.ledger import Stage
from comity.kernel.clocks.models import Clock

from .models import Attainment, OfferingDay, Outcome, Ticket
from .models.counting import NOBODY

CELL = ("month", "unit_id", "classification", "kind", "measure", "ticket_type", "priority", "group_id")


def outcome_of(ticket: Any, clock: Clock) -> Outcome | None:
    """Return how a clock ended; None while it has not."""
    if clock.stage != Stage.STOPPED or clock.stopped_at is None:
        return None
    day = clock.stopped_at.date()
    return Outcome(
        clock_id=clock.pk, ticket_id=ticket.pk, month=day.replace(day=1), day=day, kind=clock.definition.kind,
        measure=clock.definition.measure, ticket_type=ticket.ticket_type, priority=ticket.priority,
        group_id=ticket.group_id, offering_id=ticket.offering_id, unit_id=ticket.unit_id,
        classification=ticket.classification, kept=clock.breached_at is None,
    )  # fmt: skip


@transaction.atomic
def count(pairs: Iterable[tuple[Any, Sequence[Clock]]], fresh: bool = False) -> None:
    """Bring the count in line with the clocks of tickets; `fresh` tickets were never counted before."""
    pairs = list(pairs)
    wanted = {
        o.clock_id: o for ticket, clocks in pairs for clock in clocks if (o := outcome_of(ticket, clock))
    }
    ids = [ticket.pk for ticket, _clocks in pairs]
    there = {} if fresh else {o.clock_id: o for o in Outcome.objects.filter(ticket_id__in=ids)}
    gone = [o for key, o in there.items() if key not in wanted or not _same(o, wanted[key])]
    new = [o for key, o in wanted.items() if key not in there or not _same(there[key], o)]
    if not gone and not new:
        return
    if gone:
        Outcome.objects.filter(clock_id__in=[o.clock_id for o in gone]).delete()
    Outcome.objects.bulk_create(new, batch_size=500)
    _add([(o, 1) for o in new] + [(o, -1) for o in gone])


def _same(one: Outcome, other: Outcome) -> bool:
    names = (*CELL, "day", "kept", "offering_id")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _add(changes: list[tuple[Outcome, int]]) -> None:
    """Add to the cells: one statement for each cell, in a fixed order so that writers do not wait in a circle."""
    cells: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    days: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    for one, sign in changes:
        side = 0 if one.kept else 1
        cell = (
            one.month, one.unit_id, one.classification, one.kind, one.measure, one.ticket_type, one.priority,
            one.group_id or NOBODY,
        )  # fmt: skip
        cells[cell][side] += sign
        if one.offering_id and not one.classification and one.kind == "sla" and one.measure == "resolution":
            days[one.offering_id, one.day][side] += sign
    _upsert(Attainment._meta.db_table, CELL, cells)
    _upsert(OfferingDay._meta.db_table, ("offering_id", "day"), days)


def _upsert(table: str, names: Sequence[str], cells: dict[tuple[Any, ...], list[int]]) -> None:
    columns = ", ".join(names)
    sql = (
        f"INSERT INTO {table} (id, {columns}, kept, missed) VALUES (%s, {', '.join('%s' for _ in names)}, %s, %s) "  # noqa: S608
        f"ON CONFLICT ({columns}) DO UPDATE SET kept = {table}.kept + excluded.kept, "
        f"missed = {table}.missed + excluded.missed"
    )
    rows = [
        (_key(uuid7()), *map(_key, cell), *cells[cell]) for cell in sorted(cells, key=str) if any(cells[cell])
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _key(value: Any) -> Any:
    """Write a value as the database of this process keeps it."""
    if isinstance(value, UUID) and connection.vendor != "postgresql":
        return value.hex
    if isinstance(value, date) and connection.vendor != "postgresql":
        return value.isoformat()
    return value


def rebuild(progress: Any = None, batch: int = 2000) -> int:
    """Count everything anew from the clocks; returns how many tickets."""
    with transaction.atomic():
        Outcome.objects.all().delete()
        Attainment.objects.all().delete()
        OfferingDay.objects.all().delete()
        done, last, total = 0, None, Ticket._base_manager.count()
        while True:
            rows = Ticket._base_manager.order_by("pk").only(
                "ticket_type", "priority", "group", "offering", "unit", "classification"
            )
            some = list((rows.filter(pk__gt=last) if last else rows)[:batch])
            if not some:
                return done
            clocks: dict[UUID, list[Clock]] = defaultdict(list)
            for clock in Clock.objects.filter(object_id__in=[t.pk for t in some]).select_related(
                "definition"
            ):
                clocks[clock.object_id].append(clock)
            count(((ticket, clocks[ticket.pk]) for ticket in some), fresh=True)
            done, last = done + len(some), some[-1].pk
            if progress:
                progress(done, total)


__all__ = ["count", "outcome_of", "rebuild"]
