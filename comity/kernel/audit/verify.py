"""Checking the journal: every chain, and every register row against what the journal says of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

import orjson

from .guards import tracked_models
from .history import fold
from .journal import canonical
from .models import Entry, Stream
from .snapshot import snapshot

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Fault:
    """One thing that does not agree; `sentence` names it."""

    sentence: str


def _silent(done: int, total: int, what: str) -> None:
    return None


def chains(progress: Progress = _silent) -> Iterator[Fault]:
    """Recompute every hash of every stream, in order."""
    total, done = Entry.objects.count(), 0
    for stream in Stream.objects.order_by("name"):
        seq, previous = 0, ""
        for entry in (
            Entry.objects.filter(stream=stream.name, seq__gt=0).order_by("seq").iterator(chunk_size=5000)
        ):
            for missing in range(seq + 1, entry.seq or 0):
                yield Fault(f"{stream.name} {missing}: the entry is missing.")
            seq = entry.seq or 0
            if entry.digest(seq, previous) != entry.hash:
                yield Fault(
                    f"{stream.name} {seq}: the entry was altered ({entry.kind} {entry.object_id} {entry.verb}, {entry.at})."
                )
            previous = entry.hash
            done += 1
            if done % 5000 == 0:
                progress(done, total, stream.name)
        if (seq, previous) != (stream.seq, stream.hash):
            yield Fault(f"{stream.name}: the chain ends at {seq}, but its head says {stream.seq}.")
    loose = Entry.objects.filter(seq=None).count()
    if loose:
        yield Fault(f"{loose} entries were never sealed.")
    progress(total, total, "")


def rows(progress: Progress = _silent) -> Iterator[Fault]:
    """Compare every register row with the replay of its entries."""
    for model in tracked_models():
        kind, total = model.kind_name(), model._base_manager.count()
        entries = Entry.objects.filter(kind=kind).order_by("object_id", "happened_at", "id")
        told: Iterator[tuple[UUID, Iterator[Entry]]] = groupby(
            entries.iterator(5000), key=lambda e: e.object_id
        )
        states = ((key, fold(list(group))) for key, group in told)
        living = ((key, state) for key, state in states if state is not None)
        want = next(living, None)
        for done, row in enumerate(model._base_manager.order_by("pk").iterator(chunk_size=2000), 1):
            while want and want[0] < row.pk:
                yield Fault(f"{kind} {want[0]}: the journal knows this row, but it is gone.")
                want = next(living, None)
            if not want or want[0] != row.pk:
                yield Fault(f"{kind} {row.pk}: this row is not in the journal.")
            else:
                have = orjson.loads(canonical(snapshot(row)) or "{}")
                wrong = sorted(name for name in have if have[name] != want[1].get(name))
                if wrong:
                    yield Fault(f"{kind} {row.pk} ({row}): differs from the journal in {', '.join(wrong)}.")
                want = next(living, None)
            if done % 2000 == 0:
                progress(done, total, kind)
        while want:
            yield Fault(f"{kind} {want[0]}: the journal knows this row, but it is gone.")
            want = next(living, None)
        progress(total, total, kind)


def verify(progress: Progress = _silent) -> Iterator[Fault]:
    """Check chains, then rows."""
    yield from chains(progress)
    yield from rows(progress)
