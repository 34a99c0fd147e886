"""The face of an engine: what tantivy does here, and what OpenSearch can do behind a connector.

An engine keeps documents made of tokens, answers questions inside a reader's scope, and knows up to
which outbox position it has read. The same conformance tests run against each engine.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from .entries import Document
from .query import Ask
from .scope import Scope

EXACT = 10_000  # counts are exact up to here, then "more than"
DEEPEST = 500  # things of one answer that can be paged through; nobody reads further, they narrow

Filters = Mapping[str, tuple[str, ...]]


class Position(NamedTuple):
    """How far the outbox has been read: transaction (0 on SQLite) and row."""

    xact: int = 0
    seq: int = 0


class Page(NamedTuple):
    """Which part of the answer: from the thing numbered `start`, at most `size`; best or newest first."""

    start: int = 0
    size: int = 20
    order: str = "best"


FIRST = Page()


class Hit(NamedTuple):
    """A thing that was found, with its versions that matched: (language, part), best first."""

    thing: str
    kind: str
    id: str
    versions: tuple[tuple[str, str], ...]


@dataclass
class Found:
    """An answer. `count` is in things; with `more` it is only the least there are."""

    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    more: bool = False
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


class Engine(Protocol):
    """What every engine can do. Nothing it answers may come from outside the scope it was given."""

    def apply(self, puts: Iterable[Document], deletes: Iterable[str], position: Position) -> None:
        """Delete all documents of `deletes`, add `puts`, note the position: all or nothing."""

    def find(
        self,
        ask: Ask,
        scope: Scope,
        page: Page = FIRST,
        filters: Filters | None = None,
        without: frozenset[str] = frozenset(),
        facets: bool = False,
    ) -> Found:
        """Answer a question inside a scope; things in `without` were narrowed after the position."""

    def suggest(
        self, text: str, scope: Scope, limit: int = 8, without: frozenset[str] = frozenset()
    ) -> list[Hit]:
        """Return things in scope whose title or reference has a word beginning as typed."""

    def position(self) -> Position:
        """Return the position that belongs to what `find` answers now."""

    def things(self) -> Iterator[str]:
        """Yield every thing in the index, each once for each of its documents."""

    def close(self) -> None:
        """Let go of the writer, so that another process may write."""
