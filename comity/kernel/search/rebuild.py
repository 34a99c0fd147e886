"""Building the index anew beside the old one, and checking that it holds what the database holds."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path

import django
from django.db import connection, connections

from . import home, outbox
from .entries import Document, prepare_all, thing_of
from .models import IndexNode
from .sources import sources
from .tantivy_engine import TantivyEngine

CHUNK = 1_000
LEAD = 6  # chunks that may wait for the writer: a bound on memory

Progress = Callable[[int, int], None]  # things done, things in all


def prepared(kind: str, ids: list[str]) -> list[Document]:
    """Load and prepare one chunk; runs in a process of its own on a large site."""
    return prepare_all(sources[kind].load(ids))


def chunks() -> Iterator[tuple[str, list[str]]]:
    """Yield (kind, ids) over all that can be found, in the order of keys."""
    for kind, source in sources.items():
        last: str | None = None
        while source.model is not None and (ids := source.keys(last, CHUNK)):
            yield kind, ids
            last = ids[-1]


def total() -> int:
    """Count all things; only a rebuild may count in full."""
    return sum(source.queryset().count() for source in sources.values() if source.model is not None)


def rebuild(processes: int = 2, progress: Progress | None = None) -> Path:
    """Build beside, then switch; the old index answers meanwhile and the follower catches up after.

    Rows of the outbox from before the start are held until then, under the name `<node>:rebuild`.
    """
    with home.lease("rebuild"):
        build = home.new_build()
        start = outbox.newest()
        hold = f"{home.node()}:rebuild"
        outbox.report(hold, start, build.name[-40:])
        engine = TantivyEngine(build, memory=128_000_000)
        if processes > 1 and total() < 5_000:
            processes = 1
        try:
            engine.apply(_documents(processes, progress), [], start)
        except BaseException:
            IndexNode.objects.filter(name=hold).delete()
            raise
        engine.close()
        home.switch(build)
        outbox.report(home.node(), start, home.stamp())
    return build


def _documents(processes: int, progress: Progress | None) -> Iterator[Document]:
    """Yield every document, prepared here or in other processes, a bounded lead ahead of the writer."""
    done, count = 0, total() if progress else 0

    def told(ids: list[str]) -> None:
        nonlocal done
        done += len(ids)
        if progress:
            progress(done, count)

    if processes == 1 or getattr(connection, "is_in_memory_db", bool)():
        for kind, ids in chunks():
            yield from prepared(kind, ids)
            told(ids)
        return
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    # Named directly: a function of this module could not be read there before Django is set up.
    with ProcessPoolExecutor(processes, mp_context=context, initializer=django.setup) as pool:
        for ids, documents in _ahead(pool):
            yield from documents
            told(ids)


def _ahead(pool: Executor) -> Iterator[tuple[list[str], list[Document]]]:
    waiting: list[tuple[list[str], Future[list[Document]]]] = []
    for kind, ids in chunks():
        waiting.append((ids, pool.submit(prepared, kind, ids)))
        if len(waiting) >= LEAD:
            first, future = waiting.pop(0)
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def check() -> tuple[list[str], list[str]]:
    """Compare keys: return (things missing from the index, things in it that are gone).

    Call it when the follower has caught up; what changed meanwhile is left out of the difference.
    """
    engine = home.reader()
    if engine is None:
        return [f"{kind}:{id}" for kind, ids in chunks() for id in ids], []
    held = Counter(engine.things())
    moving = {
        thing_of(kind, id) for kind, id in outbox.after(engine.position()).values_list("kind", "object_id")
    }
    missing = []
    for kind, ids in chunks():
        for id in ids:
            thing = thing_of(kind, id)
            if not held.pop(thing, 0) and thing not in moving:
                missing.append(thing)
    known = {kind for kind, source in sources.items() if source.model is not None}
    gone = [thing for thing in held if thing.rpartition(":")[0] in known and thing not in moving]
    return missing, gone
