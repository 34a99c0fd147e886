"""The door through which a change reaches the index: one INSERT in the transaction of the change."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Max, Min, Q, QuerySet

from comity.kernel.base.moment import now

from .engine import Position
from .entries import thing_of
from .models import IndexNode, SearchChange

BATCH = 1_000
SNAPSHOT = 5_000  # on SQLite one reading holds whole transactions; only larger ones are read in parts
KEPT = timedelta(minutes=10)  # rows stay this long, for readers that hold an older view of an index
LIVING = timedelta(days=7)  # a node unseen for longer builds its index anew when it returns
ENDLESS = (1 << 63) - 1


def note(kind: str, ids: Iterable[object], why: str = "write") -> None:
    """Tell the followers that things of `kind` changed; call it inside the transaction of the change.

    `why` is write, delete, rights (more may see it) or narrow (fewer may): delete and narrow hide a
    thing from every search at commit, before any follower has read the row.
    """
    moment = now()
    rows = [SearchChange(kind=kind, object_id=str(id), why=why, at=moment) for id in ids]
    if rows:
        SearchChange.objects.bulk_create(rows, batch_size=5_000)


def on_postgresql() -> bool:
    """Say whether transactions, not rows alone, give the order."""
    return connection.vendor == "postgresql"


def _number(expression: str) -> int:
    """Return a transaction number that PostgreSQL tells; 0 for none."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(({expression})::text::bigint, 0)")  # noqa: S608 - our own words
        return int(cursor.fetchone()[0])


def horizon() -> int:
    """Return the first transaction whose rows may still be preceded by others (PostgreSQL only)."""
    return _number("pg_snapshot_xmin(pg_current_snapshot())")


def settled() -> Q:
    """Return the condition that nothing can come before a row any more; one's own rows are in order."""
    own = _number("pg_current_xact_id_if_assigned()") if connection.in_atomic_block else 0
    return Q(xact__lt=horizon()) | Q(xact=own) if own else Q(xact__lt=horizon())


def after(position: Position) -> QuerySet[SearchChange]:
    """Return all rows, visible now, that an index at `position` does not hold, in their order."""
    if on_postgresql():
        beyond = Q(xact__gt=position.xact) | Q(xact=position.xact, seq__gt=position.seq)
        return SearchChange.objects.filter(beyond).order_by("xact", "seq")
    return SearchChange.objects.filter(seq__gt=position.seq).order_by("seq")


class Batch(NamedTuple):
    """What changed, each thing once, by kind; and the position reached when it is applied."""

    changed: dict[str, list[str]]
    position: Position
    rows: int


def batch(position: Position, size: int = BATCH, kinds: Iterable[str] | None = None) -> Batch | None:
    """Return the next rows, about `size`, never a part of a transaction; None when there are none.

    With `kinds` only those, at most `size`, transactions parted: for work that may lag, such as meaning.

    On SQLite a reading sees transactions whole, so it only has to be long enough; a transaction of more
    than 5,000 rows (an import) is parted there between calls of `note`.
    """
    waiting = after(position)
    if kinds is not None:
        waiting = waiting.filter(kind__in=list(kinds))
    if on_postgresql():
        waiting = waiting.filter(settled())
    elif kinds is None:
        size = max(size, SNAPSHOT)
    fields = ("xact", "seq", "at", "kind", "object_id")
    rows = list(waiting.values_list(*fields)[:size])
    if not rows:
        return None
    if len(rows) == size and kinds is None:
        last = Position(*rows[-1][:2])
        same = Q(xact=last.xact) if on_postgresql() else Q(at=rows[-1][2])
        rows += list(after(last).filter(same).values_list(*fields))
    changed: dict[str, dict[str, None]] = {}
    for _xact, _seq, _at, kind, id in rows:
        changed.setdefault(kind, {})[id] = None
    return Batch({kind: list(ids) for kind, ids in changed.items()}, Position(*rows[-1][:2]), len(rows))


def narrowed(position: Position) -> frozenset[str]:
    """Return the things that were deleted or closed to some after `position`: no question may find them."""
    rows = after(position).filter(why__in=("delete", "narrow")).values_list("kind", "object_id")
    return frozenset(thing_of(kind, id) for kind, id in rows)


def newest() -> Position:
    """Return a position such that whatever is loaded from now on includes all that came before it."""
    if on_postgresql():
        return Position(horizon() - 1, ENDLESS)
    return Position(0, SearchChange.objects.aggregate(last=Max("seq"))["last"] or _sequence())


def _sequence() -> int:
    """Return the last row number ever given, also when all rows are trimmed (SQLite)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [SearchChange._meta.db_table])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def ahead(position: Position) -> bool:
    """Say whether an index has read what this database never wrote: the database went back in time."""
    if on_postgresql():
        return position.xact >= _number("pg_snapshot_xmax(pg_current_snapshot())")
    return position.seq > max(newest().seq, _sequence())


def report(name: str, position: Position, pipeline: str) -> None:
    """Record how far a node has read."""
    IndexNode.objects.update_or_create(
        name=name,
        defaults={"xact": position.xact, "seq": position.seq, "pipeline": pipeline, "seen_at": now()},
    )


def trim() -> int:
    """Delete rows that every living node has read; return how many. Nodes long unseen are forgotten."""
    with transaction.atomic():
        IndexNode.objects.filter(seen_at__lt=now() - LIVING).delete()
        old = SearchChange.objects.filter(at__lt=now() - KEPT)
        for node in IndexNode.objects.all():
            old = old.exclude(pk__in=after(Position(node.xact, node.seq)).order_by().values("pk"))
        if not IndexNode.objects.exists():
            old = old.filter(at__lt=now() - LIVING)
        return old.delete()[0]


def lag() -> dict[str, tuple[int, float]]:
    """Return for each node the rows it has yet to read, and the age of the oldest of them in seconds."""
    state = {}
    for node in IndexNode.objects.all():
        waiting = after(Position(node.xact, node.seq)).order_by().aggregate(rows=Count("pk"), first=Min("at"))
        age = (now() - waiting["first"]).total_seconds() if waiting["first"] else 0.0
        state[node.name] = (waiting["rows"], age)
    return state
