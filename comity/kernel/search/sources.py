"""Where entries come from: one source for each kind of thing, declared in a line or written by hand.

Source.for_model(Ticket, {"title": 3, "reference": 3, "description": 1}).register()

@source("pages.page")                       # a kind without a model of the usual shape
def pages(ids): yield Entry(...)

@adds_to("desk.ticket")                     # text of comments and files joins the record
def comments(ids): yield Addition(id, text, right="note")
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.urls import NoReverseMatch

from ..tongues.text import Text
from . import outbox, pipeline
from .entries import Entry
from .scope import ANYWHERE, acl_tokens

Loader = Callable[[Sequence[str]], Iterable[Entry]]


@dataclass(frozen=True)
class Addition:
    """Text that belongs to a thing and is kept elsewhere. `right`: what a reader needs to find by it."""

    id: str
    text: str
    lang: str = ""
    right: str = "view"


Adder = Callable[[Sequence[str]], Iterable[Addition]]
sources: dict[str, "Source"] = {}
_adders: dict[str, list[tuple[Adder, frozenset[str]]]] = defaultdict(list)


def adds_to(*kinds: str, rights: Iterable[str] = ("view",)) -> Callable[[Adder], Adder]:
    """Let the decorated function add text to entries of `kinds`; name the rights its additions may ask.

    After a change of such text, call `outbox.note(kind, [id])` for the thing that it belongs to.
    """

    def wrap(adder: Adder) -> Adder:
        for kind in kinds:
            _adders[kind].append((adder, frozenset(rights)))
        return adder

    return wrap


def source(kind: str, model: type[Model] | None = None, meaning: bool = False) -> Callable[[Loader], Loader]:
    """Register the decorated function, which loads entries by id, as the source of `kind`."""

    def wrap(loader: Loader) -> Loader:
        Source(kind, model, loader=loader, meaning=meaning).register()
        return loader

    return wrap


def wanted() -> list[tuple[str, str]]:
    """Return every (kind, right) under which something can be found."""
    pairs = []
    for kind in sources:
        rights = frozenset({"view"}).union(*(named for _, named in _adders[kind]))
        pairs += [(kind, right) for right in sorted(rights)]
    return pairs


@dataclass
class Source:
    """One kind of thing that can be found.

    `fields` are names and weights: from 3 on they are the title, below it the body. A text in several
    languages gives one document for each. `meaning` embeds its paragraphs for search across languages.
    """

    kind: str
    model: type[Any] | None = None
    fields: Mapping[str, int] = field(default_factory=dict)
    loader: Loader | None = None
    meaning: bool = False
    public: bool = False
    date: str = "created_at"
    rows: "Callable[[], QuerySet[Any]] | None" = None

    @classmethod
    def for_model(cls, model: type[Any], fields: Mapping[str, int], **options: Any) -> "Source":
        """Declare a register's model as a source: texts, rights, unit, state and date are read from it."""
        return cls(model.kind_name(), model, fields, **options)

    def register(self) -> "Source":
        """Make this the source of its kind."""
        sources[self.kind] = self
        return self

    def queryset(self) -> "QuerySet[Any]":
        """Return all rows of this kind."""
        if self.model is None:
            raise LookupError(f"The source of {self.kind} has no model to read keys from.")
        return self.rows() if self.rows else self.model._default_manager.all()

    def keys(self, after: str | None, limit: int) -> list[str]:
        """Return the next keys in their order: what a rebuild walks through."""
        rows = self.queryset().order_by("pk")
        if after is not None:
            rows = rows.filter(pk__gt=after)
        return [str(key) for key in rows.values_list("pk", flat=True)[:limit]]

    def load(self, ids: Sequence[str], addresses: bool = False) -> list[Entry]:
        """Return the present entries of these things, in their order; what is gone is left out."""
        if self.loader:
            entries = list(self.loader(ids))
        else:
            rows = self.queryset().filter(pk__in=list(ids)).select_related(*self._related())
            entries = [entry for row in rows for entry in self._entries(row, addresses)]
        order = {str(id): at for at, id in enumerate(ids)}
        return sorted(self._with_additions(ids, entries), key=lambda entry: order[entry.id])

    def _related(self) -> list[str]:
        model: Any = self.model
        named = [name for name in self.fields if isinstance(model._meta.get_field(name), ForeignKey)]
        unit = getattr(model, "unit_field", None)
        return [*named, *([unit] if unit and unit != "self" else [])] or [None]

    def _entries(self, row: Any, addresses: bool) -> Iterator[Entry]:
        """Yield one entry for each language in which the row says something."""
        plain: dict[bool, list[str]] = {True: [], False: []}
        spoken: dict[str, dict[bool, list[str]]] = {}
        for name, weight in self.fields.items():
            value, title = value_of(row, name), weight >= 3
            if isinstance(value, Text):
                for code, text in value.items():
                    spoken.setdefault(code, {True: [], False: []})[title].append(text)
            elif value:
                plain[title].append(value)
        if not spoken:
            said = getattr(row, "language", "") or pipeline.guess(" ".join((*plain[True], *plain[False])))
            spoken = {said: {True: [], False: []}}
        codes = sorted(spoken, key=lambda code: (code != "en", code))
        path, level = place_of(row)
        url = address_of(row) if addresses else ""
        for code in codes:
            yield Entry(
                kind=self.kind,
                id=str(row.pk),
                url=url,
                reference=str(getattr(row, "reference", "") or getattr(row, "code", "") or ""),
                lang=code,
                title=" · ".join([*plain[True], *spoken[code][True]]),
                body="\n\n".join([*spoken[code][False], *plain[False]]),
                acl=acl_tokens(path, level, public=self.public, persons=named_on(row, "view")),
                date=getattr(row, self.date, None),
                unit=top_of(path),
                state=str(getattr(row, "state", "") or ""),
                first=code == codes[0],
                meaning=self.meaning,
            )

    def _with_additions(self, ids: Sequence[str], entries: list[Entry]) -> list[Entry]:
        """Join added text to the entry of its language; what asks a right of its own becomes a part."""
        if not entries or not _adders[self.kind]:
            return entries
        versions: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            versions[entry.id].append(entry)
        parts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for adder, _ in _adders[self.kind]:
            for added in adder([id for id in ids if str(id) in versions]):
                lang = added.lang or pipeline.guess(added.text)
                if added.right == "view" and (own := versions.get(str(added.id))):
                    match = next(
                        (one for one in own if pipeline.base(one.lang) == pipeline.base(lang)), own[0]
                    )
                    match.body = f"{match.body}\n\n{added.text}"
                else:
                    parts[str(added.id), lang, added.right].append(added.text)
        rows = self._rows_of({id for id, _, _ in parts})
        for (id, lang, right), texts in parts.items():
            if row := rows.get(id):
                entries.append(self._part(versions[id][0], row, lang, right, texts))
        return entries

    def _rows_of(self, ids: set[str]) -> dict[str, Any]:
        if not ids or self.model is None:
            return {}
        rows = self.queryset().filter(pk__in=ids).select_related(*self._related())
        return {str(row.pk): row for row in rows}

    def _part(self, whole: Entry, row: Any, lang: str, right: str, texts: list[str]) -> Entry:
        path, level = place_of(row)
        acl = acl_tokens(path, level, persons=named_on(row, right), right=right)
        body = "\n\n".join(texts)
        return Entry(
            **{**whole.__dict__, "lang": lang, "title": "", "body": body, "acl": acl}
            | {"part": right, "first": False, "meaning": False, "reference": ""}
        )


def value_of(row: Any, name: str) -> Text | str:
    """Return what a field says: a Text, the words of a choice, or the value as a string."""
    declared: Field[Any, Any] = row._meta.get_field(name)
    value = getattr(row, name)
    if isinstance(value, Text):
        return value
    if value in (None, ""):
        return ""
    if declared.choices:
        return str(getattr(row, f"get_{name}_display")())
    return str(value)


def place_of(row: Any) -> tuple[str | None, int]:
    """Return (unit path, level) as access decides by them; see `access.rules.visible_to`."""
    level = int(getattr(row, "classification", 0))
    name = getattr(row, "unit_field", None)
    if name is None:
        return ANYWHERE, level
    unit = row if name == "self" else getattr(row, name)
    return (unit.path if unit else None), level


def named_on(row: Any, right: str) -> list[object]:
    """Return the persons who may do `right` because the row names them."""
    named = getattr(row, "party_rights", {})
    keys = [getattr(row, f"{name}_id") for name, rights in named.items() if right in rights]
    return [key for key in keys if key]


def top_of(path: str | None) -> str:
    """Return the code of the unit right below the root: the facet."""
    parts = path.strip("/").split("/") if path and path != ANYWHERE else [""]
    return parts[min(1, len(parts) - 1)]


def address_of(row: Any) -> str:
    """Return the page of a row; a kind without pages has none."""
    try:
        return str(row.get_absolute_url())
    except (NoReverseMatch, AttributeError):
        return ""


def note_units(paths: Iterable[str], why: str = "narrow") -> int:
    """Note every thing in or below units that moved in the tree; return how many."""
    noted = 0
    for kind, one in sources.items():
        name = getattr(one.model, "unit_field", None)
        if name is None or one.model is None:
            continue
        prefix = "path" if name == "self" else f"{name}__path"
        for path in paths:
            rows = one.queryset().filter(**{f"{prefix}__startswith": path})
            ids = [str(key) for key in rows.values_list("pk", flat=True).iterator(5_000)]
            outbox.note(kind, ids, why)
            noted += len(ids)
    return noted
