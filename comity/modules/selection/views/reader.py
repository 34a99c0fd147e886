"""What every page of selection begins with: a reader, what the reader may see, and how a table becomes a file."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from comity.kernel.access.rules import visible_to
from comity.kernel.registers.exporting import safe
from comity.kernel.registers.reader import for_person, may, needs

__all__ = ["as_file", "for_person", "key_in", "may", "needs", "one_of"]


def one_of(request: Any, rows: Any, pk: UUID) -> Any:
    """Return a row that the reader may see; what is hidden and what is missing answer alike."""
    found = visible_to(request.person, rows, "view", request.scope).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def key_in(said: Any, name: str) -> UUID | None:
    """Return a key of an address or form, None where it is none."""
    try:
        return UUID(said.get(name, ""))
    except ValueError:
        return None


def as_file(name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a table as CSV for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow([str(head) for head in heads])
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return response
