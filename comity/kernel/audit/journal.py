"""Writing the journal: a change is a `writing` block, in which entries are recorded and at last sealed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection, transaction

from ..base.moment import now
from ..base.request import request_id
from .actors import Actor, signature
from .models import Entry, Stream


@dataclass
class Writing:
    """One change under way: who, why, and the entries that await their seal."""

    actor: Actor
    reason: str = ""
    pending: list[Entry] = field(default_factory=list)


_current: ContextVar[Writing | None] = ContextVar("writing", default=None)


@contextmanager
def writing(actor: Actor, reason: str = "") -> Iterator[Writing]:
    """Open the transaction of a change by `actor`, or join the one that is open.

    A failure inside undoes the whole change, with its entries.
    """
    signature(actor)
    outer = _current.get()
    mine = Writing(actor, reason or (outer.reason if outer else ""), outer.pending if outer else [])
    token = _current.set(mine)
    try:
        with transaction.atomic(savepoint=outer is None):
            yield mine
            if outer is None:
                _seal(mine.pending)
    finally:
        _current.reset(token)


def canonical(values: dict[str, Any]) -> str:
    """Write values as JSON with sorted keys, the same on every machine."""
    return orjson.dumps(values, default=str, option=orjson.OPT_SORT_KEYS).decode() if values else ""


def entry(
    kind: str,
    object_id: UUID,
    verb: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    happened_at: datetime | None = None,
) -> Entry:
    """Make an entry of the change under way, without storing it yet (see `store`)."""
    change = _current.get()
    if change is None:
        raise RuntimeError("Nothing is changed outside a `writing` block.")
    person_id, name = signature(change.actor)
    moment = now()
    return Entry(
        stream=settings.COMITY_NODE,
        at=moment,
        happened_at=happened_at or moment,
        person_id=person_id,
        actor=name,
        kind=kind,
        object_id=object_id,
        verb=verb,
        before=canonical(before or {}),
        after=canonical(after or {}),
        reason=reason or change.reason,
        request_id=request_id.get(),
    )


def store(entries: Iterable[Entry]) -> None:
    """Store entries of the change under way; they are sealed when it ends."""
    change = _current.get()
    if change is None:
        raise RuntimeError("Nothing is changed outside a `writing` block.")
    made = list(entries)
    Entry.objects.bulk_create(made, batch_size=500)
    change.pending.extend(made)


def record(kind: str, object_id: UUID, verb: str, **rest: Any) -> Entry:
    """Make and store one entry; the arguments are those of `entry`."""
    made = entry(kind, object_id, verb, **rest)
    store([made])
    return made


def acting() -> Actor | None:
    """Return who is changing something right now."""
    change = _current.get()
    return change.actor if change else None


SEAL = "UPDATE audit_entry SET seq = %s, hash = %s WHERE id = %s AND seq IS NULL"


def _seal(pending: list[Entry]) -> None:
    """Number and chain the entries; the stream is locked only for this last moment of the change."""
    if not pending:
        return
    name = settings.COMITY_NODE
    if len(pending) > 1:
        # What a rolled-back savepoint took away must not leave a hole in the numbers.
        ids = [made.pk for made in pending]
        there: set[UUID] = set()
        for start in range(0, len(ids), 500):
            there.update(Entry.objects.filter(pk__in=ids[start : start + 500]).values_list("pk", flat=True))
        pending[:] = [made for made in pending if made.pk in there]
    head = Stream.objects.select_for_update().filter(name=name).first() or Stream.objects.create(name=name)
    rows = []
    for made in pending:
        head.seq += 1
        made.seq, made.hash = head.seq, made.digest(head.seq, head.hash)
        head.hash = made.hash
        rows.append((made.seq, made.hash, made.pk if connection.vendor == "postgresql" else made.pk.hex))
    with connection.cursor() as cursor:
        cursor.executemany(SEAL, rows)
    head.save(update_fields=["seq", "hash"])
    pending.clear()
