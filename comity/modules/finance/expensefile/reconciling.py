"""The sums of the file against those of the house, by year and source of funds, to the cent."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from ..models import Expense, ExpenseMapping, Financing
from .found import Found


def reconcile(found: Found, mapping: ExpenseMapping) -> list[dict[str, Any]]:
    """Compare, by year and source, the sum of the file, of what was kept, and of what is in the house now."""
    kept: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in found.rows:
        kept[str(row.values["year"]), row.values["financing"]] += row.values["amount"]
    rows = Expense.objects.filter(mapping=mapping.code).order_by().values_list("year", "financing")
    house = {(str(year), source): total for year, source, total in rows.annotate(total=Sum("amount"))}
    lines, named = [], set()
    for (year, word), total in sorted(found.in_file.items()):
        source = mapping.financing.get(word, word)
        place = year, source
        # Two words for one source are one line of the house: it is compared at the first of them.
        ours = kept.get(place, Decimal(0)) if place not in named else Decimal(0)
        there = house.get(place, Decimal(0)) if place not in named else Decimal(0)
        named.add(place)
        label = dict(Financing.choices).get(source, source)
        lines.append(
            {
                "year": year, "source": word, "label": str(label), "lines": found.lines_of[year, word],
                "in_file": _text(total), "left_out": _text(total - ours), "kept": _text(ours), "here": _text(there),
                "difference": _text(there - ours),
            }
        )  # fmt: skip
    return lines


def _text(amount: Decimal) -> str:
    return f"{amount:.2f}"
