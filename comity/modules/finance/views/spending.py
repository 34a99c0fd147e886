"""Expenses by year, entity and source of funds: picture, table, file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from comity.kernel.access.rules import visible_to

from .. import spending
from ..models import Expense, Financing
from .reader import chosen, csv_file, for_person, may, needs


@for_person
def page(request: Any) -> HttpResponse:
    """The expenses that the reader may see, as chosen."""
    needs(request, "view", Expense)
    wish = _wish(request)
    found = spending.table(request.person, request.scope, wish)
    context = {
        "found": found,
        "wish": wish,
        "dimensions": [(key, label) for key, (label, _column) in spending.BY.items()],
        "label": spending.BY[wish.by][0],
        "sources": Financing.choices,
        "entities": _entities(request),
        "chart": spending.picture(found),
        "csv": may(request, "export", Expense),
        "imports": may(request, "import", Expense),
        "where": "finance/views/spending.py; finance/spending.py; finance/templates/finance/spending.html",
    }
    return render(request, "finance/spending.html", context)


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The same numbers for a spreadsheet: a line for each row of the table, a column for each year."""
    needs(request, "export", Expense)
    wish = _wish(request)
    found = spending.table(request.person, request.scope, wish)
    rows = ([str(one["line"].label), *one["cells"], one["total"]] for one in found.rows)
    return csv_file("expenses", [wish.by, *found.years, "total"], rows)


def _wish(request: Any) -> spending.Wish:
    entity = request.GET.get("entity", "").strip()
    return spending.Wish(
        chosen(request, "by", spending.BY) or "entity",
        chosen(request, "financing", Financing.values),
        chosen(request, "entity", _entities(request)) if entity else "",
    )


def _entities(request: Any) -> list[str]:
    rows = visible_to(request.person, Expense.objects.all(), "view", request.scope)
    return list(rows.order_by("entity").values_list("entity", flat=True).distinct())
