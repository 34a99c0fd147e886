"""Expenses counted by year, source of funds and one dimension: table, picture and file from one query."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.kernel.access.rules import visible_to
from comity.kernel.shell.charts import Chart, stacked
from comity.kernel.shell.charts.figure import number

from .models import Expense, Financing

BY = {
    "entity": (gettext_lazy("Entity"), "entity"),
    "section": (gettext_lazy("Section of the budget"), "section"),
    "part": (gettext_lazy("Part of the budget"), "part"),
    "area": (gettext_lazy("Area of work"), "area"),
    "financing": (gettext_lazy("Source of funds"), "financing"),
}
NAMES = {"section": "section_name", "part": "part_name"}
HUES = {"regular": "hue-1", "assessed": "hue-2", "voluntary": "hue-3"}


@dataclass
class Wish:
    """What the reader asks for."""

    by: str = "entity"
    financing: str = ""
    entity: str = ""


@dataclass
class Line:
    """One row of the table: an entity (or section …) and its sums by year."""

    key: str
    label: Any
    years: dict[int, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return sum(self.years.values(), Decimal(0))

    @property
    def query(self) -> str:
        return self.key


@dataclass
class Table:
    """All of it."""

    years: list[int]
    lines: list[Line]
    by_source: dict[str, dict[int, Decimal]]
    count: int

    @property
    def sums(self) -> list[Decimal]:
        return [
            sum((line.years.get(year, Decimal(0)) for line in self.lines), Decimal(0)) for year in self.years
        ]

    @property
    def total(self) -> Decimal:
        return sum(self.sums, Decimal(0))

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"line": line, "cells": [line.years.get(year) for year in self.years], "total": line.total}
            for line in self.lines
        ]


def table(person: Any, scope: Any, wish: Wish) -> Table:
    """Count the expenses that a person may see; the largest line first."""
    column = BY[wish.by][1]
    rows: Any = visible_to(person, Expense.objects.all(), "view", scope).order_by()
    if wish.financing:
        rows = rows.filter(financing=wish.financing)
    if wish.entity:
        rows = rows.filter(entity=wish.entity)
    lines: dict[str, Line] = {}
    sources: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    count, years = 0, set()
    found = rows.values_list(column, "year", "financing").annotate(total=Sum("amount"), number=Count("id"))
    for key, year, source, total, here in found:
        line = lines.setdefault(key, Line(key, key))
        line.years[year] = line.years.get(year, Decimal(0)) + total
        sources[source][year] += total
        years.add(year)
        count += here
    _name(rows, wish.by, lines)
    return Table(sorted(years), sorted(lines.values(), key=lambda line: -line.total), sources, count)


def _name(rows: Any, by: str, lines: dict[str, Line]) -> None:
    """Give lines the words people know them by; a section may have had several names, the newest counts."""
    if by == "financing":
        words = dict(Financing.choices)
        for line in lines.values():
            line.label = words.get(line.key, line.key)
    elif by in NAMES:
        for code, name in rows.order_by("year").values_list(by, NAMES[by]).distinct():
            if code in lines:
                lines[code].label = f"{code} · {name}" if name else code
    for line in lines.values():
        line.label = line.label or _("Not said")


def picture(found: Table) -> Chart | None:
    """Draw the years, each with its sources of funds."""
    if not found.years:
        return None
    words = dict(Financing.choices)
    series = [(words[source], css) for source, css in HUES.items()]
    rows = [
        (str(year), [max(0.0, round(float(found.by_source[source][year]) / 1e6, 1)) for source in HUES])
        for year in found.years
    ]
    last = found.years[-1]
    title = _("%(amount)s million US dollars were spent in %(year)s") % {
        "amount": number(float(found.sums[-1]) / 1e6), "year": last,
    }  # fmt: skip
    made = stacked(
        rows, series, title, _("Millions of US dollars, by year and source of funds"),
        _("Source: the expenses imported into Comity; years of July to June count in the year in which they end."),
    )  # fmt: skip
    made.rows = ()  # the page has a fuller table of its own
    return made
