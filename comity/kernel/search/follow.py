"""The follower: the single writer of this node's index, fed by the outbox.

It loads what things are now, so that reading a row twice is harmless; the position is committed with
the documents, so that a crash leaves both as they were. Web processes only read.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.db import close_old_connections, connection
from django.db.utils import DatabaseError

from ..base.moment import now
from . import home, outbox
from .engine import Position
from .entries import Document, Entry, prepare, thing_of
from .models import IndexNode
from .sources import sources
from .tantivy_engine import TantivyEngine
from .vectors import Vectors

log = logging.getLogger(__name__)
CHUNK = 500  # things loaded at once
SLICE = 20  # things embedded at once: the index waits no longer than that for meaning
PAUSE = 0.5  # seconds between looks at the outbox
TRIM = timedelta(minutes=5)


def vectors() -> Vectors:
    """Return the store of meaning; it outlives builds, since it does not depend on the token pipeline."""
    return Vectors(home.directory() / "vectors")


def meaning_kinds() -> list[str]:
    """Return the kinds whose paragraphs are embedded."""
    return [kind for kind, source in sources.items() if source.meaning and source.model]


def loaded(kind: str, ids: list[str]) -> Iterator[list[Entry]]:
    """Yield the present entries of things, a chunk at a time; a kind without a source has none."""
    source = sources.get(kind)
    for at in range(0, len(ids), CHUNK):
        yield source.load(ids[at : at + CHUNK]) if source else []


class Embedder:
    """Keeps the vectors up, a few things at a time and after the index, which must not wait for it."""

    def __init__(self, store: Vectors) -> None:
        self.store = store
        self._walk: Iterator[None] | None = None

    def step(self, engine: TantivyEngine, build: Path | None) -> bool:
        """Do a slice of what is left; return whether there was any."""
        if build is None or not (kinds := meaning_kinds()):
            return False
        self.store.refresh()
        if self.store.manifest["swept"] != build.name:
            self._walk = self._walk or self._sweep(build.name)
            if next(self._walk, build) is build:
                self._walk = None
            return True
        batch = outbox.batch(self.store.position(), SLICE, kinds)
        if batch is None:
            return False
        things: dict[str, list[Entry]] = {}
        for kind, ids in batch.changed.items():
            things |= self._entries(kind, ids)
        self.store.put(things, position=batch.position)
        return True

    @staticmethod
    def _entries(kind: str, ids: list[str]) -> dict[str, list[Entry]]:
        things: dict[str, list[Entry]] = {thing_of(kind, id): [] for id in ids}
        for entry in sources[kind].load(ids):
            if not entry.part:
                things[entry.thing].append(entry)
        return things

    def _sweep(self, build: str) -> Iterator[None]:
        """After a rebuild walk through everything once; unchanged text costs only its reading."""
        start, left = outbox.newest(), set(self.store.things)
        for kind in meaning_kinds():
            last: str | None = None
            while ids := sources[kind].keys(last, SLICE):
                self.store.put(self._entries(kind, ids))
                left -= {thing_of(kind, id) for id in ids}
                last = ids[-1]
                yield
        self.store.put({thing: [] for thing in left}, swept=build, position=start)

    def report(self) -> None:
        """Hold the rows of the outbox that are still to be embedded."""
        name = f"{home.node()}:meaning"
        kinds = meaning_kinds()
        if kinds and outbox.after(self.store.position()).filter(kind__in=kinds).exists():
            outbox.report(name, self.store.position(), home.stamp())
        else:
            IndexNode.objects.filter(name=name).delete()


class Follower:
    """Holds the writer of the current build; make one inside `home.lease("follow")`."""

    def __init__(self) -> None:
        self.build: Path | None = None
        self.engine: TantivyEngine | None = None
        self.meaning = Embedder(vectors())

    def open(self) -> TantivyEngine:
        """Return the writer of the build that answers; build anew what is missing, strange or forgotten."""
        build = home.current()
        if build is None or not self._trusted(build):
            self.close()
            from .rebuild import rebuild

            build = rebuild(processes=1)
        if build != self.build:
            self.close()
            self.build, self.engine = build, TantivyEngine(build)
        assert self.engine is not None  # noqa: S101 - build and engine are set together
        return self.engine

    def _trusted(self, build: Path) -> bool:
        """Say whether the outbox still has what this build lacks, and never lost what it has.

        A node that was forgotten, or a database that went back in time, makes a build worthless.
        """
        if build == self.build:
            return True
        known = IndexNode.objects.filter(name=home.node()).exists()
        return known and not outbox.ahead(TantivyEngine(build).position())

    def step(self) -> int:
        """Apply the next rows; return how many there were."""
        engine = self.open()
        batch = outbox.batch(engine.position())
        if batch is None:
            return 0
        gone = [thing_of(kind, id) for kind, ids in batch.changed.items() for id in ids]
        engine.apply(self._documents(batch.changed), gone, batch.position)
        self.report(batch.position)
        return batch.rows

    def _documents(self, changed: dict[str, list[str]]) -> Iterator[Document]:
        for kind, ids in changed.items():
            for entries in loaded(kind, ids):
                yield from (prepare(entry) for entry in entries)

    def report(self, position: Position) -> None:
        """Say how far this node is; a finished rebuild needs its rows no longer held."""
        outbox.report(home.node(), position, home.stamp())
        self.meaning.report()
        if self.build:
            IndexNode.objects.filter(name=f"{home.node()}:rebuild", pipeline=self.build.name[-40:]).delete()

    def close(self) -> None:
        """Let go of the writer."""
        if self.engine is not None:
            self.engine.close()
        self.engine = self.build = None


def catch_up() -> int:
    """Bring this node's index up to the outbox now; return the rows applied. For tests and commands."""
    applied = 0
    with home.lease("follow"):
        follower = Follower()
        try:
            while rows := follower.step():
                applied += rows
            while follower.meaning.step(follower.open(), follower.build):
                pass
        finally:
            follower.close()
    return applied


def follow(stop: threading.Event, said: Callable[[str], None] = log.info) -> None:
    """Follow until `stop`; when another process of this node follows already, wait to take its place."""
    while not stop.is_set():
        try:
            with home.lease("follow"):
                said("Following the outbox.")
                _follow(stop)
        except home.Taken:
            stop.wait(5)
        except DatabaseError:
            log.exception("The follower lost the database and tries again.")
            connection.close()
            stop.wait(5)


def _follow(stop: threading.Event) -> None:
    follower = Follower()
    told = trimmed = now() - TRIM
    try:
        while not stop.is_set():
            close_old_connections()
            busy = follower.step()
            if follower.meaning.step(follower.open(), follower.build) or busy:
                continue
            if now() - told > timedelta(seconds=30):
                follower.report(follower.open().position())
                told = now()
            if now() - trimmed > TRIM:
                outbox.trim()
                trimmed = now()
            stop.wait(PAUSE)
    finally:
        follower.close()
