"""The embedded engine: a tantivy index in a directory of this node."""

import json
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from . import tantivy_query as ask_for
from .engine import DEEPEST, EXACT, FIRST, Filters, Found, Hit, Page, Position
from .entries import FACETS, Document, number_of
from .query import Ask, parse
from .scope import Scope

CHECKPOINT = "checkpoint"
# A term is common when more documents than both carry it.
MANY, OFTEN = 5_000, 0.08
NOTHING = parse("")
TEXTS = ("title", "title_exact", "body", "body_exact", "zh2", "sym")


def schema() -> tantivy.Schema:
    """Return the fields of the index; a change here needs a new pipeline version."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("thing", tokenizer_name="raw", index_option="basic")
    build.add_bytes_field("key", stored=True)  # JSON: kind, id, language, part
    for name in TEXTS:
        option = "basic" if name == "sym" else "position"
        build.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    build.add_text_field("acl", tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        build.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    build.add_unsigned_field("number", fast=True)  # groups documents by thing
    build.add_unsigned_field("later", indexed=True)  # 1: a further document of its thing
    build.add_integer_field("date", fast=True)
    return build.build()


class TantivyEngine:
    """One directory, one writer (opened when first needed), any number of readers."""

    def __init__(self, directory: Path, memory: int = 48_000_000, threads: int = 1):
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.schema = schema()
        self.index = tantivy.Index(self.schema, path=str(directory), reuse=True)
        self.index.config_reader(reload_policy="Manual")
        self._memory, self._threads = memory, threads
        self._writer: Any = None
        self._lock = threading.Lock()
        self._seen = -1
        self._searcher: Any = None
        self._position = Position()

    # Writing: only the follower of the node and a rebuild come here.

    def apply(self, puts: Iterable[Document], deletes: Iterable[str], position: Position) -> None:
        """Replace things in one commit; a crash before it leaves the state and the position as they were."""
        if self._writer is None:
            self._writer = self.index.writer(heap_size=self._memory, num_threads=self._threads)
        try:
            for thing in (*deletes, CHECKPOINT):
                self._writer.delete_documents_by_term("thing", thing)
            for put in puts:
                self._writer.add_document(self._document(put))
            mark = tantivy.Document()
            mark.add_text("thing", CHECKPOINT)
            mark.add_bytes("key", json.dumps(position).encode())
            self._writer.add_document(mark)
            self._writer.commit()
        except BaseException:
            self._writer.rollback()
            raise

    @staticmethod
    def _document(put: Document) -> Any:
        made = tantivy.Document()
        made.add_text("thing", put.thing)
        made.add_bytes("key", json.dumps([put.kind, put.id, put.lang, put.part]).encode())
        for name in TEXTS:
            if text := getattr(put, name):
                made.add_text(name, text)
        for token in put.acl:
            made.add_text("acl", token)
        for name in FACETS:
            if value := getattr(put, name):
                made.add_text(name, value)
        made.add_unsigned("number", number_of(put.thing))
        made.add_unsigned("later", 0 if put.first else 1)
        made.add_integer("date", put.date)
        return made

    def close(self) -> None:
        """End the writer after its merges."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    # Reading.

    def searcher(self) -> Any:
        """Return a searcher over the last commit; opening is skipped while nothing was committed."""
        stamp = (self.directory / "meta.json").stat().st_mtime_ns
        with self._lock:
            if stamp != self._seen or self._searcher is None:
                self.index.reload()
                self._searcher = self.index.searcher()
                self._seen = stamp
                hits = self._searcher.search(Query.term_query(self.schema, "thing", CHECKPOINT), 1).hits
                self._position = (
                    Position(*json.loads(_key(self._searcher, hits[0][1]))) if hits else Position()
                )
            return self._searcher

    def position(self) -> Position:
        """Return the position of the last commit."""
        self.searcher()
        return self._position

    def find(
        self,
        ask: Ask,
        scope: Scope,
        page: Page = FIRST,
        filters: Filters | None = None,
        without: frozenset[str] = frozenset(),
        facets: bool = False,
    ) -> Found:
        """Answer inside the scope: things of the page, count of things, facets of the same set.

        Counts are of things: exact while at most 10,000 documents match, then a true lower bound.
        """
        searcher = self.searcher()
        query = ask_for.question(self.schema, ask, self._inside(searcher, scope, filters or {}, without))
        found = Found()
        if page.order == "newest" or not ask:
            order: dict[str, Any] = {"order_by_field": "date", "order": Order.Desc}
        else:
            order = {}
        wanted = min(page.start + page.size, DEEPEST)
        limit, hits = max(40, 2 * wanted), []
        while True:
            hits = searcher.search(query, limit, count=not found.count, **order)
            found.count = found.count or hits.count or 0
            numbers = searcher.fast_field_values("number", [address for _, address in hits.hits])
            if len(set(numbers)) >= wanted or len(hits.hits) < limit:
                break
            limit *= 4
        found.hits = _grouped(searcher, numbers, hits.hits, page.start, wanted)
        later = self._later(searcher, query) if found.count else 0
        found.more = found.count > EXACT
        least = found.count - later  # a first document is a thing of its own
        if later and (not found.more or least < EXACT // 2):
            some = searcher.search(query, EXACT, count=False, order_by_field="date").hits
            least = len(set(searcher.fast_field_values("number", [address for _, address in some])))
        found.count = min(least, EXACT)
        if facets:
            found.facets = self._facets(searcher, query, several=later > 0)
        return found

    def _inside(self, searcher: Any, scope: Scope, filters: Filters, without: frozenset[str]) -> Any:
        """Return the ways into the index that a scope opens (`tantivy_query.inside`)."""

        def common(field: str, value: str) -> bool:
            return bool(searcher.doc_freq(field, value) > max(MANY, searcher.num_docs * OFTEN))

        return ask_for.inside(self.schema, scope, filters, without, common)

    def _later(self, searcher: Any, query: Query) -> int:
        """Count the further documents of things (languages, notes) among those found."""
        later = Query.term_query(self.schema, "later", 1)
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, later)])
        return int(searcher.search(both, 1, count=True).count or 0)

    def _facets(self, searcher: Any, query: Query, several: bool) -> dict[str, list[tuple[str, int]]]:
        """Count things by value, over exactly the set that was found."""
        wish: dict[str, Any] = {name: {"terms": {"field": name, "size": 30}} for name in FACETS}
        if several:
            for one in wish.values():
                one["aggs"] = {"things": {"cardinality": {"field": "number"}}}
        answer = searcher.aggregate(query, wish)
        facets = {}
        for name in FACETS:
            counted = [
                (str(one["key"]), int(one["things"]["value"] if several else one["doc_count"]))
                for one in answer[name]["buckets"]
            ]
            facets[name] = sorted(counted, key=lambda pair: (-pair[1], pair[0]))
        return facets

    def suggest(
        self, text: str, scope: Scope, limit: int = 8, without: frozenset[str] = frozenset()
    ) -> list[Hit]:
        """Return things in scope whose title has the words typed, the last of them as a beginning."""
        searcher = self.searcher()
        query = ask_for.beginning(self.schema, text, self._inside(searcher, scope, {}, without))
        if query is None:
            return []
        hits = searcher.search(query, limit * 4, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in hits])
        return _grouped(searcher, numbers, hits, 0, limit)

    def things(self) -> Iterator[str]:
        """Yield the thing of every document; reads the whole store."""
        searcher = self.searcher()
        ways = self._inside(searcher, Scope.whole(), {}, frozenset())
        everything = ask_for.question(self.schema, NOTHING, ways)
        for _, address in searcher.search(everything, max(1, searcher.num_docs), count=False).hits:
            kind, id, *_ = json.loads(_key(searcher, address))
            yield f"{kind}:{id}"


def _key(searcher: Any, address: Any) -> bytes:
    """Return what is stored with a document; an address belongs to the searcher that gave it."""
    return bytes(searcher.doc(address).get_first("key"))


def _grouped(searcher: Any, numbers: list[int], hits: list[Any], start: int, end: int) -> list[Hit]:
    """Join the documents of a thing; only those of the page are fetched."""
    groups: dict[int, list[Any]] = {}
    for number, (_, address) in zip(numbers, hits, strict=True):
        groups.setdefault(number, []).append(address)
    found = []
    for addresses in list(groups.values())[start:end]:
        keys = [json.loads(_key(searcher, address)) for address in addresses]
        kind, id = keys[0][:2]
        found.append(Hit(f"{kind}:{id}", kind, id, tuple((lang, part) for _, _, lang, part in keys)))
    return found
