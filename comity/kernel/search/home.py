"""Where a node keeps its index: `var/search/<pipeline>/`, disposable, one build current at a time.

`current` names the build that answers; a rebuild is made beside it and takes its place by renaming
one small file. Whatever does not fit the installed pipeline and library is built anew.
"""

import fcntl
import hashlib
import json
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings

from ..base.ids import uuid7
from . import pipeline
from .tantivy_engine import TantivyEngine

_lock = threading.Lock()
_open: dict[Path, TantivyEngine] = {}


def node() -> str:
    """Return the name of this node among those with an index."""
    return f"{settings.COMITY_NODE}:{socket.gethostname()}"[:110]


def stamp() -> str:
    """Return what an index depends on: pipeline, its Chinese names, library."""
    names = hashlib.sha256((Path(pipeline.__file__).parent / "names.zh.txt").read_bytes()).hexdigest()[:8]
    return f"{pipeline.VERSION}-{names}-{version('tantivy')}"[:40]


def directory() -> Path:
    """Return the directory of this pipeline version."""
    place = Path(settings.COMITY_VAR) / "search" / pipeline.VERSION
    place.mkdir(parents=True, exist_ok=True)
    return place


def current() -> Path | None:
    """Return the build that answers, or None when there is none that fits this installation."""
    try:
        build = directory() / (directory() / "current").read_text().strip()
        about = json.loads((build / "about.json").read_text())
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError):
        return None
    return build if about.get("stamp") == stamp() else None


def new_build() -> Path:
    """Make the directory of a build; it does not answer yet."""
    build = directory() / f"build-{uuid7().hex}"
    build.mkdir()
    (build / "about.json").write_text(json.dumps({"stamp": stamp()}))
    return build


def switch(build: Path) -> None:
    """Let a finished build answer from now on; the one before stays for those who still read it."""
    before = current()
    pointer = directory() / "current.new"
    pointer.write_text(build.name)
    with pointer.open() as file:
        os.fsync(file.fileno())
    pointer.replace(directory() / "current")
    for old in directory().glob("build-*"):
        if old not in (build, before) and old.name < build.name:
            shutil.rmtree(old, ignore_errors=True)


def reader() -> TantivyEngine | None:
    """Return the engine that answers questions in this process; None while no index is built."""
    build = current()
    if build is None:
        return None
    with _lock:
        if build not in _open:
            _open.clear()
            _open[build] = TantivyEngine(build)
        return _open[build]


class Taken(Exception):
    """Another process holds the lease."""


@contextmanager
def lease(name: str) -> Iterator[IO[str]]:
    """Hold a lock of this node while the block runs; the kernel gives it back when a process dies."""
    with (directory() / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Taken(name) from None
        yield file
