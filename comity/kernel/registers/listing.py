"""A page of a list: filters, order and keyset paging in a constant number of queries."""

import base64
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Q, QuerySet
from django.http import QueryDict

from ..access.rules import visible_to
from ..base.errors import Refused
from ..base.models import column
from .cells import cell_for, value_path
from .cover import guarded, unseen
from .filters import condition, filter_form
from .lookup import LookupField
from .register import Register

PAGE = 50
CAP = 200


@dataclass
class Listing:
    """Which rows of a register a person asked for; `page()` reads one page of them."""

    register: type[Register]
    person: Any
    scope: Any
    query: QueryDict
    form: Any = None
    columns: list[str] = field(default_factory=list)
    lookup: type[LookupField] = LookupField

    def __post_init__(self) -> None:
        self.form = filter_form(self.register, self.query, self.person, self.scope, self.lookup)
        shown = (name for panel in self.register.panels for name in panel.fields)
        self.allowed = list(dict.fromkeys([*self.register.columns, *shown]))
        wished = [name for name in dict.fromkeys(self.query.getlist("column")) if name in self.allowed]
        self.columns = wished or list(self.register.columns)
        sort = self.query.get("sort", "")
        self.sort = sort if sort.removeprefix("-") in self.register.sorts else self.register.sort

    @property
    def newest_first(self) -> bool:
        return self.sort.startswith("-")

    def rows(self) -> "QuerySet[Any]":
        """Return every row that fits the filters and that the person may see, in order."""
        rows = visible_to(self.person, self.register.rows(), "view", self.scope).filter(
            condition(self.register, self.form)
        )
        name, sign = self.sort.lstrip("-"), "-" if self.newest_first else ""
        return rows.order_by(self.sort) if name in ("id", "pk") else rows.order_by(self.sort, f"{sign}id")

    def page(self, size: int = PAGE) -> tuple[list[tuple[Any, ...]], str | None, str | None]:
        """Return (rows as tuples: key, sort value, columns…; older cursor; newer cursor)."""
        rows, name = self.rows(), self.sort.lstrip("-")
        after, before = self.query.get("after"), self.query.get("before")
        back = bool(before) and not after
        cursor = decode(place) if (place := after or before) else None
        if cursor:
            rows = rows.filter(beyond(name, cursor, smaller=self.newest_first != back))
        if back:
            rows = rows.reverse()
        fields = [column(self.register.model, shown) for shown in self.columns]
        covered = [(at, one) for at, one in enumerate(fields, 2) if guarded(one)]
        paths = [value_path(one) for one in fields] + [one.attname for _at, one in covered]
        found = list(rows.values_list("pk", name, *paths)[: size + 1])
        more = len(found) > size
        found = found[:size]
        if back:
            found.reverse()
        older = encode(found[-1][1], found[-1][0]) if found and (more or back) else None
        newer = encode(found[0][1], found[0][0]) if found and cursor and (more or not back) else None
        return self._covered(found, covered, len(fields) + 2), older, newer

    def _covered(
        self, rows: list[tuple[Any, ...]], covered: list[tuple[int, Any]], width: int
    ) -> list[tuple[Any, ...]]:
        """Empty the cells that refer to records the reader may not see; a query for each such column."""
        if not covered:
            return rows
        made = [list(row[:width]) for row in rows]
        for number, (place, field_) in enumerate(covered, width):
            hidden = unseen(guarded(field_), (row[number] for row in rows), self.person, self.scope)
            for cells, row in zip(made, rows, strict=True):
                if row[number] in hidden:
                    cells[place] = None
        return [tuple(cells) for cells in made]

    def count(self) -> tuple[int, bool]:
        """Return (number of rows up to the cap, whether there are more)."""
        # In the order of the page: the same walk, a little further. Left to choose, SQLite may scan the whole table.
        number = self.rows().values("pk")[: CAP + 1].count()
        return min(number, CAP), number > CAP

    def cells(self) -> list[Any]:
        """Return the writers of the columns."""
        return [cell_for(self.register.model, name) for name in self.columns]


def beyond(name: str, cursor: tuple[Any, UUID], smaller: bool) -> Q:
    """Return the condition of the rows past a cursor, in a form that an index on (name, id) serves."""
    value, key = cursor
    side = "lt" if smaller else "gt"
    if name in ("id", "pk"):
        return Q(**{f"pk__{side}": key})
    return Q(**{f"{name}__{side}e": value}) & (Q(**{f"{name}__{side}": value}) | Q(**{f"pk__{side}": key}))


def encode(value: Any, key: UUID) -> str:
    """Write a place in a list for an address."""
    kind = "t" if isinstance(value, datetime) else ""
    return base64.urlsafe_b64encode(orjson.dumps([kind, value, key], default=str)).decode().rstrip("=")


def decode(cursor: str) -> tuple[Any, UUID]:
    """Read a place in a list; what was not written by `encode` is refused."""
    from django.utils.translation import gettext_lazy as _

    try:
        kind, value, key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return datetime.fromisoformat(value) if kind == "t" else value, UUID(key)
    except (ValueError, TypeError, AttributeError) as error:
        raise Refused(_("This page address is damaged; begin again at the top of the list.")) from error
