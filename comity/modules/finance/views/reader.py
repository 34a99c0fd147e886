"""What every page of finance begins with: a reader, choices of the address, and how a table becomes a file."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse

from comity.kernel.registers.exporting import safe
from comity.kernel.registers.reader import for_person, may, needs

__all__ = ["chosen", "csv_file", "for_person", "may", "needs"]


def chosen(request: Any, name: str, known: Iterable[Any]) -> str:
    """Return a choice of the address; empty for none, and what is not known is not found."""
    said: str = request.GET.get(name, "").strip()
    if said and said not in {str(one) for one in known}:
        raise Http404
    return said


def csv_file(name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a table as a file for spreadsheets; amounts stay plain, texts that look like formulas are made harmless."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow([str(head) for head in heads])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return response


def _cell(cell: Any) -> Any:
    return cell if isinstance(cell, int | Decimal) else safe(str(cell) if cell is not None else "")
