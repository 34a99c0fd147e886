"""What every page of the portfolio begins with: a reader, what the reader may see, and how a table becomes a file."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404

from comity.kernel.access.rules import visible_to
from comity.kernel.registers.reader import csv_file, for_person, may, needs

__all__ = ["chosen", "csv_file", "for_person", "may", "needs", "one_of", "seen"]


def seen(request: Any, rows: Any) -> Any:
    """Return the rows that the reader may see."""
    return visible_to(request.person, rows, "view", request.scope)


def one_of(request: Any, rows: Any, pk: UUID) -> Any:
    """Return a row that the reader may see; what is hidden and what is missing answer alike."""
    found = seen(request, rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def chosen(request: Any, name: str, values: Iterable[Any]) -> str:
    """Return a word of the address if it is one of `values`, else nothing."""
    said = request.GET.get(name, "")
    return said if said in {str(value) for value in values} else ""
