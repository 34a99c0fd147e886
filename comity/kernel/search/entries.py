"""What a source says about a thing, and the same made ready for an engine."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from . import pipeline, symbols
from .scope import EVERYTHING

FACETS = ("kind", "unit", "state", "lang", "year")
LONGEST = 200_000  # characters of body: a whole report; what follows is not searched


def thing_of(kind: str, id: object) -> str:
    """Return the name of a thing in every engine."""
    return f"{kind}:{id}"


def number_of(thing: str) -> int:
    """Return 63 bits that stand for a thing where an engine groups by numbers."""
    return int.from_bytes(hashlib.blake2b(thing.encode(), digest_size=8).digest()) >> 1


@dataclass
class Entry:
    """One language version of one thing, or a part of it with its own readers (an internal note).

    `acl` holds tokens from `scope.acl_tokens`; `title` weighs three times the body; `unit` is the
    top-level unit's code, `state` the name of the state; `date` places it in its year.
    """

    kind: str
    id: str
    url: str = ""
    reference: str = ""
    lang: str = "en"
    title: str = ""
    body: str = ""
    acl: list[str] = field(default_factory=list)
    date: datetime | None = None
    unit: str = ""
    state: str = ""
    part: str = ""
    first: bool = True  # the original; further languages and parts say False
    meaning: bool = False

    @property
    def thing(self) -> str:
        return thing_of(self.kind, self.id)


class Document(NamedTuple):
    """An entry as an engine takes it: tokens joined by spaces, facets, tokens of readers."""

    thing: str
    kind: str
    id: str
    lang: str
    part: str
    first: bool
    title: str
    title_exact: str
    body: str
    body_exact: str
    zh2: str
    sym: str
    acl: tuple[str, ...]
    unit: str
    state: str
    year: str
    date: int


def _fields(text: str, language: str) -> tuple[str, str]:
    """Return stems and exact forms; Chinese words have no second form and stand once."""
    stems: list[str] = []
    exact: list[str] = []
    for token in pipeline.tokens(text, language):
        stems.append(token.stem)
        if not pipeline.HAN_RUN.match(token.exact):
            exact.append(token.exact)
    return pipeline.joined(stems), pipeline.joined(exact)


def prepare(entry: Entry) -> Document:
    """Run the pipeline over an entry: the costly half of indexing, free of database and engine."""
    body = entry.body[:LONGEST]
    stems, exact = _fields(entry.title, entry.lang)
    body_stems, body_exact = _fields(body, entry.lang)
    return Document(
        thing=entry.thing,
        kind=entry.kind,
        id=str(entry.id),
        lang=pipeline.base(entry.lang),
        part=entry.part,
        first=entry.first,
        title=stems,
        title_exact=exact,
        body=body_stems,
        body_exact=body_exact,
        zh2=pipeline.joined([*pipeline.bigrams(entry.title), *pipeline.bigrams(body)]),
        sym=pipeline.joined(symbols.tokens(f"{entry.title}\n{body}", entry.reference)),
        acl=(*entry.acl, EVERYTHING),
        unit=entry.unit,
        state=entry.state,
        year=str(entry.date.year) if entry.date else "",
        date=int(entry.date.timestamp()) if entry.date else 0,
    )


def prepare_all(entries: Iterable[Entry]) -> list[Document]:
    """Prepare many; a process of a rebuild runs this."""
    return [prepare(entry) for entry in entries]
