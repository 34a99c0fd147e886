"""Finding: what a page or a program asks, answered inside the reader's scope and checked again.

results = find(of_person(person, scope), "imprimante en panne", language="fr", check=checker(person, scope))
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from . import highlight, home, outbox, pipeline
from .engine import DEEPEST, Engine, Filters, Found, Hit, Page
from .entries import Entry
from .follow import vectors
from .query import Ask, parse
from .scope import Scope, scope_tokens
from .sources import sources, wanted
from .vectors import CLOSE, Vectors, encode_query, fused

if TYPE_CHECKING:
    from ..access.scope import Scope as Access
    from ..people.models import Person

# (kind, ids, right) -> those of the ids that the reader may see; one query for each kind.
Check = Callable[[str, Sequence[str], str], Iterable[object]]
SIZE = 20
RELATED = 5
_store: Vectors | None = None


@dataclass(frozen=True)
class Result:
    """One thing found, as a page shows it. `lang` is the language of the version that is shown."""

    kind: str
    id: str
    url: str
    reference: str
    lang: str
    title: SafeString
    snippet: SafeString
    entry: Entry


@dataclass
class Results:
    """An answer. With `more`, `count` is only the least there are; not `ready` before the first build."""

    ask: Ask
    hits: list[Result] = field(default_factory=list)
    related: list[Result] = field(default_factory=list)
    count: int = 0
    more: bool = False
    page: int = 1
    size: int = SIZE
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    ready: bool = True
    withheld: int = 0
    took: float = 0.0

    @property
    def has_next(self) -> bool:
        """Say whether another page follows; beyond 500 things a question should be narrowed."""
        return self.page * self.size < min(self.count, DEEPEST)


def of_person(person: "Person | None", access: "Access | None" = None) -> Scope:
    """Return what a person may find, from the scope that access compiled for the request."""
    from ..access.scope import scope_of

    return scope_tokens(access or scope_of(person), wanted())


def checker(person: "Person | None", access: "Access | None" = None) -> Check:
    """Return the second look, in the database, through `visible_to`."""
    from ..access.rules import visible_to

    def check(kind: str, ids: Sequence[str], right: str) -> Iterable[object]:
        source = sources.get(kind)
        if source is None or source.model is None:
            return ()
        rows = source.queryset().filter(pk__in=list(ids))
        return visible_to(person, rows, right, access).values_list("pk", flat=True)

    return check


def find(
    scope: Scope,
    text: str,
    page: int = 1,
    language: str = "en",
    kinds: Iterable[str] = (),
    facets: Filters | None = None,
    check: Check | None = None,
    order: str = "best",
    size: int = SIZE,
    count_facets: bool = True,
    related: bool = True,
) -> Results:
    """Answer a question. `facets` narrow: {"kind": ("desk.ticket",), "year": ("2026",)}.

    `check` looks again at the things of the page before anything of them is shown; what it refuses is
    replaced from the next hits and counted in `withheld`, which is zero while all is well.
    """
    begun, ask = perf_counter(), parse(text, language)
    results = Results(ask, page=max(1, page), size=size)
    engine = home.reader()
    if engine is None:
        results.ready = False
        return results
    filters = dict(facets or {})
    if kinds:
        filters["kind"] = tuple(set(kinds) & set(filters.get("kind", kinds))) or ("-",)
    without = outbox.narrowed(engine.position())
    start = (results.page - 1) * size
    found = engine.find(ask, scope, Page(start, size, order), filters, without, count_facets)
    results.count, results.more, results.facets = found.count, found.more, found.facets
    hits = _seen(found, check, engine, ask, scope, Page(start, size, order), filters, without, results)
    results.hits = shown(hits, ask, language)
    if related and ask and results.page == 1 and not ask.precise:
        results.related = _related(found.hits, ask, scope, filters, without, check, hits, language)
    results.took = perf_counter() - begun
    return results


def _seen(
    found: Found,
    check: Check | None,
    engine: Engine,
    ask: Ask,
    scope: Scope,
    page: Page,
    filters: Filters,
    without: frozenset[str],
    results: Results,
) -> list[Hit]:
    """Look again at the hits of a page; fill up once from the next when some fall out."""
    hits = allowed(found.hits, check)
    results.withheld = len(found.hits) - len(hits)
    if results.withheld:
        results.count = max(len(hits), results.count - results.withheld)
        more = engine.find(ask, scope, Page(page.start + page.size, page.size, page.order), filters, without)
        hits += allowed(more.hits, check)[: results.withheld]
    return hits


def allowed(hits: list[Hit], check: Check | None) -> list[Hit]:
    """Return the hits that the second look lets through, with the versions that it lets through."""
    if check is None:
        return hits
    asked: dict[tuple[str, str], set[str]] = defaultdict(set)
    for hit in hits:
        for _lang, part in hit.versions:
            asked[hit.kind, part or "view"].add(hit.id)
    seen = {
        (kind, right, str(id)) for (kind, right), ids in asked.items() for id in check(kind, list(ids), right)
    }
    kept = []
    for hit in hits:
        versions = tuple(one for one in hit.versions if (hit.kind, one[1] or "view", hit.id) in seen)
        if versions:
            kept.append(hit._replace(versions=versions))
    return kept


def shown(hits: list[Hit], ask: Ask, language: str) -> list[Result]:
    """Load the things once for each kind and mark what was asked; the reader's language comes first."""
    ids: dict[str, list[str]] = defaultdict(list)
    for hit in hits:
        ids[hit.kind].append(hit.id)
    entries: dict[str, list[Entry]] = defaultdict(list)
    for kind, own in ids.items():
        for one in sources[kind].load(own, addresses=True) if kind in sources else ():
            entries[one.thing].append(one)
    results = []
    for hit in hits:
        entry = _version(entries[hit.thing], hit, language)
        if entry is not None:
            whole = next((other for other in entries[hit.thing] if not other.part), entry)
            title = highlight.title(entry.title or whole.title, (entry if entry.title else whole).lang, ask)
            snippet = highlight.snippet(entry.body, entry.lang, ask)
            results.append(
                Result(
                    hit.kind,
                    hit.id,
                    entry.url or whole.url,
                    whole.reference,
                    entry.lang,
                    title,
                    snippet,
                    entry,
                )
            )
    return results


def _version(entries: list[Entry], hit: Hit, language: str) -> Entry | None:
    """Choose the version to show among those that matched: the reader's, then the best match."""
    own = pipeline.base(language)
    by_key = {(pipeline.base(entry.lang), entry.part): entry for entry in entries}
    wishes = sorted(hit.versions, key=lambda version: (version[0] != own, version[1] != ""))
    return next((by_key[wish] for wish in wishes if wish in by_key), None) or next(
        (entry for entry in entries if not entry.part), None
    )


def store() -> Vectors:
    """Return this process's view of the vectors."""
    global _store
    fresh = vectors()
    if _store is None or _store.directory != fresh.directory:
        _store = fresh
    return _store


def _related(
    first: list[Hit],
    ask: Ask,
    scope: Scope,
    filters: Filters,
    without: frozenset[str],
    check: Check | None,
    hits: list[Hit],
    language: str,
) -> list[Result]:
    """Return what means the same in any language and is not among the hits of the page; `first` came by words."""
    known = store()
    known.refresh()
    if not known.things:
        return []
    hidden = without | outbox.narrowed(known.position())
    near = known.nearest(encode_query(ask.text), scope, filters, hidden)
    close = {thing for thing, score in near if score >= CLOSE} - {hit.thing for hit in hits}
    if not close:
        return []
    order = fused([thing for thing, _ in near], [hit.thing for hit in first])
    chosen = [thing for thing in order if thing in close][: RELATED * 2]
    whole = ((pipeline.base(language), ""),)
    made = [Hit(thing, kind, id, whole) for thing in chosen for kind, id in [thing.split(":", 1)]]
    return shown(allowed(made, check)[:RELATED], ask, language)


def suggest(
    scope: Scope, text: str, language: str = "en", check: Check | None = None, limit: int = 8
) -> list[Result]:
    """Return things whose title or reference begins as typed, all of them visible to the reader."""
    engine = home.reader()
    if engine is None:
        return []
    hits = engine.suggest(text, scope, limit, outbox.narrowed(engine.position()))
    return shown(allowed(hits, check), parse(text, language), language)
