"""A page of a register for a program: the filters, order and keyset paging of the list people see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ...access.rules import can
from ...base.errors import NotAllowed, Refused
from ..filters import filter_form
from ..listing import PAGE, Listing, beyond, decode, encode
from ..lookup import LookupField
from ..register import Register
from .door import only
from .problems import Problem, unreadable
from .shape import kept, shape_of

MOST = 200
OWN = ("after", "limit", "sort", "fields")


class Named(LookupField):
    """A record named by key, code or reference; it offers no choices, so it costs a query only when used."""

    def few(self) -> list[Any]:
        return []


@kept
def filter_names(register: type[Register]) -> tuple[str, ...]:
    """Return the names of the filters of a list."""
    return tuple(filter_form(register, QueryDict(), None, None, Named).fields)


@dataclass
class Page(Listing):
    """A list as a program asks for it; unlike the page for people it refuses what it does not understand."""

    def __post_init__(self) -> None:
        names = filter_names(self.register)
        only(self.query, *OWN, *names)
        # Only what is asked gets a field: a whole form would be the dearest part after the query.
        self.form = filter_form(self.register, self.query, self.person, self.scope, Named, set(self.query))
        if not self.form.is_valid():
            faults = {name: [str(line) for line in lines] for name, lines in self.form.errors.items()}
            raise Problem(400, "filter", _("A filter cannot be understood."), faults)
        said = self.query.get("sort")
        if said and said.removeprefix("-") not in {*self.register.sorts, self.register.sort.lstrip("-")}:
            known = ", ".join(self.register.sorts) or "—"
            raise unreadable("sort", _("This list is sorted by: %(known)s.") % {"known": known}, "parameter")
        self.sort = said or self.register.sort
        self.size = size_of(self.query)
        self.shape = shape_of(self.register, self.query.get("fields"))

    def read(self) -> tuple[list[dict[str, Any]], str | None]:
        """Return (rows as objects, query string of the next page): one query, and one for each guarded key."""
        answer = can(self.person, "view", self.register.model, self.scope)
        if not answer and not self.register.model.party_rights:
            raise NotAllowed(answer.sentence)
        name = self.sort.lstrip("-")
        try:
            rows = self.rows()
            if "after" in self.query:
                rows = rows.filter(self.past(name))
        except (ValueError, TypeError, ValidationError, OverflowError) as fault:
            raise Problem(400, "filter", _("A filter cannot be understood.")) from fault
        found = list(rows.values_list("pk", name, *self.shape.paths)[: self.size + 1])
        more = len(found) > self.size
        found = found[: self.size]
        following = None
        if more:
            rest = {key: value for key, value in self.query.items() if key != "after"}
            following = urlencode({**rest, "after": encode(found[-1][1], found[-1][0])})
        return self.shape.rows([row[2:] for row in found], self.person, self.scope), following

    def past(self, name: str) -> Q:
        """Return the condition of the rows after the cursor."""
        return beyond(
            name, place(self.register.model, name, str(self.query["after"])), smaller=self.newest_first
        )


def place(model: Any, name: str, cursor: str) -> tuple[Any, UUID]:
    """Read a cursor; what this list has not written is refused."""
    try:
        value, key = decode(cursor)
        column = model._meta.get_field("id" if name == "pk" else name)
        value = column.to_python(value)
        fits = value is not None and not (isinstance(value, datetime) and value.tzinfo is None)
    except (Refused, ValueError, TypeError, AttributeError, ValidationError, OverflowError):
        fits = False
    if not fits:
        raise unreadable("after", _("This cursor is damaged; begin again without it."), "cursor")
    return value, key


def size_of(query: Any) -> int:
    """Read `limit`."""
    said = query.get("limit", str(PAGE))
    if not (said.isascii() and said.isdigit() and len(said) < 5 and 1 <= int(said) <= MOST):
        raise unreadable("limit", _("Write a number from 1 to %(most)s.") % {"most": MOST}, "parameter")
    return int(said)
