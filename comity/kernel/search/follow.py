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
PAUSE = 0.5  # seconds between looks at the outbox
TRIM = timedelta(minutes=5)


def vectors() -> Vectors:
    """Return the store of meaning; it outlives builds, since it does not depend on the token pipeline."""
    return Vectors(home.directory() / "vectors")


def loaded(kind: str, ids: list[str]) -> Iterator[list[Entry]]:
    """Yield the present entries of things, a chunk at a time; a kind without a source has none."""
    source = sources.get(kind)
    for at in range(0, len(ids), CHUNK):
        yield source.load(ids[at : at + CHUNK]) if source else []


class Follower:
    """Holds the writer of the current build; make one inside `home.lease("follow")`."""

    def __init__(self) -> None:
        self.build: Path | None = None
        self.engine: TantivyEngine | None = None
        self.meaning = vectors()

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
        self._embed(batch.changed)
        engine.apply(self._documents(batch.changed), gone, batch.position)
        self.report(batch.position)
        return batch.rows

    def _documents(self, changed: dict[str, list[str]]) -> Iterator[Document]:
        for kind, ids in changed.items():
            for entries in loaded(kind, ids):
                yield from (prepare(entry) for entry in entries)

    def _embed(self, changed: dict[str, list[str]]) -> None:
        """Bring the vectors up before the index: done twice after a crash is harmless, not at all is not."""
        for kind, ids in changed.items():
            if kind in sources and sources[kind].meaning:
                for at in range(0, len(ids), CHUNK):
                    self._put(kind, ids[at : at + CHUNK])

    def _put(self, kind: str, ids: list[str], swept: str | None = None) -> None:
        things: dict[str, list[Entry]] = {thing_of(kind, id): [] for id in ids}
        for entry in sources[kind].load(ids) if ids else ():
            if not entry.part:
                things[entry.thing].append(entry)
        self.meaning.put(things, swept)

    def sweep(self) -> None:
        """After a rebuild, bring all vectors up once; unchanged text costs only its reading."""
        if self.build is None or self.meaning.manifest["swept"] == self.build.name:
            return
        self.meaning.refresh()
        if self.meaning.manifest["swept"] == self.build.name:
            return
        left = set(self.meaning.things)
        for kind, source in sources.items():
            last: str | None = None
            while source.meaning and source.model and (ids := source.keys(last, CHUNK)):
                self._put(kind, ids)
                left -= {thing_of(kind, id) for id in ids}
                last = ids[-1]
        self.meaning.put({thing: [] for thing in left}, swept=self.build.name)

    def report(self, position: Position) -> None:
        """Say how far this node is; a finished rebuild needs its rows no longer held."""
        outbox.report(home.node(), position, home.stamp())
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
            follower.sweep()
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
            if follower.step():
                continue
            follower.sweep()
            if now() - told > timedelta(seconds=30):
                follower.report(follower.open().position())
                told = now()
            if now() - trimmed > TRIM:
                outbox.trim()
                trimmed = now()
            stop.wait(PAUSE)
    finally:
        follower.close()
