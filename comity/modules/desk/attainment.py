"""Reading the count of promises: by month, priority and group, for what the reader may see."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.kernel.base.moment import now
from comity.kernel.clocks.models import PromiseKind
from comity.kernel.people.models import Unit
from comity.kernel.shell.charts import Series, trend
from comity.kernel.shell.charts.figure import number

from .models import Attainment, Group
from .models.counting import NOBODY
from .models.tickets import Priority, TicketType

MONTHS = 12


@dataclass
class Wish:
    """What the reader wants to see; empty means all."""

    kind: str = "sla"
    measure: str = "resolution"
    ticket_type: str = ""
    priority: str = ""
    group: str = ""
    until: str = ""

    @classmethod
    def read(cls, query: Any) -> "Wish":
        """Read an address; what makes no sense is left out."""
        made = cls()
        for name, allowed in (
            ("kind", PromiseKind.values), ("ticket_type", ["", *TicketType.values]),
            ("priority", ["", *map(str, Priority.values)]), ("measure", ["resolution", "response"]),
        ):  # fmt: skip
            if (said := query.get(name)) in allowed:
                setattr(made, name, said)
        made.group, made.until = query.get("group", "")[:30], query.get("until", "")[:7]
        return made


@dataclass
class Report:
    """Kept and missed by month and by cell."""

    months: list[date]
    lines: list[dict[str, Any]] = field(default_factory=list)
    by_month: dict[date, list[int]] = field(default_factory=dict)
    kept: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        return 100 * self.kept / self.of if self.of else None


def visible(scope: Any) -> Q:
    """Return the condition of cells about tickets the reader may see."""
    wanted = Q(pk=None)
    for line in scope.reach("view", "desk.ticket"):
        at = Q(path__startswith=line.path) if line.below else Q(path=line.path)
        wanted |= Q(unit_id__in=Unit.objects.filter(at).values("pk"), classification__lte=line.ceiling)
    return wanted


def last_month(scope: Any, wish: Wish) -> date:
    """Return the last month to show: the one wished, or the newest that holds anything."""
    try:
        return date.fromisoformat(f"{wish.until}-01")
    except ValueError:
        newest = cells(scope, wish).order_by("-month").values_list("month", flat=True).first()
        return newest or now().date().replace(day=1)


def cells(scope: Any, wish: Wish) -> "QuerySet[Attainment]":
    """Return the cells that fit a wish."""
    rows = Attainment.objects.filter(visible(scope), kind=wish.kind, measure=wish.measure)
    if wish.ticket_type:
        rows = rows.filter(ticket_type=wish.ticket_type)
    if wish.priority:
        rows = rows.filter(priority=int(wish.priority))
    if wish.group:
        rows = rows.filter(group_id__in=Group.objects.filter(code=wish.group).values("pk"))
    return rows


def months_until(last: date, many: int = MONTHS) -> list[date]:
    """Return the first days of `many` months that end with `last`, oldest first."""
    number = last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(number - many + 1, number + 1)]


def sums(scope: Any, wish: Wish) -> tuple[list[date], list[dict[str, Any]]]:
    """Return (months, sums by month, priority and group) in one query."""
    months = months_until(last_month(scope, wish))
    rows = cells(scope, wish).filter(month__range=(months[0], months[-1]))
    found: Any = rows.values("month", "priority", "group_id").annotate(good=Sum("kept"), bad=Sum("missed"))
    return months, [
        row for row in found.order_by("month", "priority", "group_id") if row["good"] or row["bad"]
    ]


def report(scope: Any, wish: Wish) -> Report:
    """Return the table: one line for each priority and group, one column for each month."""
    months, found = sums(scope, wish)
    months = [month for month in months if found and month >= found[0]["month"]]  # nothing ended before
    made = Report(months, by_month={month: [0, 0] for month in months})
    lines: dict[tuple[int, UUID], dict[date, tuple[int, int]]] = defaultdict(dict)
    for row in found:
        lines[row["priority"], row["group_id"]][row["month"]] = (row["good"], row["good"] + row["bad"])
        made.by_month[row["month"]][0] += row["good"]
        made.by_month[row["month"]][1] += row["good"] + row["bad"]
    names = group_names({group for _priority, group in lines})
    for (priority, group), by_month in lines.items():
        kept, of = (sum(pair[side] for pair in by_month.values()) for side in (0, 1))
        made.lines.append(
            {
                "priority": Priority(priority).label, "group": names.get(group, ""), "kept": kept, "of": of,
                "share": 100 * kept / of, "order": (priority, -of),
                "cells": [cell(by_month.get(month)) for month in months],
            }
        )  # fmt: skip
    made.lines.sort(key=lambda line: line["order"])
    made.kept, made.of = (sum(pair[side] for pair in made.by_month.values()) for side in (0, 1))
    return made


def cell(pair: tuple[int, int] | None) -> dict[str, Any] | None:
    """Describe one cell: share, numbers and what they mean."""
    if pair is None:
        return None
    share = 100 * pair[0] / pair[1]
    return {
        "share": share,
        "kept": pair[0],
        "of": pair[1],
        "meaning": "well" if share >= 90 else "needs" if share >= 75 else "late",
    }


def picture(report: Report) -> Any:
    """Draw the share kept by month: all together, and each priority."""
    by_priority: dict[int, dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for line in report.lines:
        for month, one in zip(report.months, line["cells"], strict=True):
            if one:
                sums_there = by_priority[line["order"][0]][month]
                sums_there[0] += one["kept"]
                sums_there[1] += one["of"]
    series = [Series(_("All"), [_share(report.by_month[m]) for m in report.months], "hue-1")]
    if len(by_priority) > 1:
        series += [
            Series(
                Priority(priority).label,
                [_share(found[m]) if m in found else None for m in report.months],
                f"hue-{n}",
            )
            for n, (priority, found) in enumerate(sorted(by_priority.items()), start=2)
        ]
    shown = {"share": number(report.share or 0, "%"), "of": number(report.of)}
    return trend(
        [date_format(month, "M Y") for month in report.months], series,
        _("%(share)s of %(of)s promises were kept") % shown,
        subtitle=_("Share of promises kept, by the month in which they ended"),
        note=_("Months of UTC; among what you may see. Counted as promises end."), unit="%", most=100,
    )  # fmt: skip


def _share(pair: list[int]) -> float | None:
    return round(100 * pair[0] / pair[1], 1) if pair[1] else None


def group_names(keys: set[UUID]) -> dict[UUID, str]:
    """Return how groups are called; that of no group is a dash."""
    return {row.pk: str(row.name) for row in Group.objects.filter(pk__in=keys)} | {NOBODY: "—"}


def rows(scope: Any, wish: Wish) -> list[list[Any]]:
    """Return the lines of the CSV file."""
    _months, found = sums(scope, wish)
    names = {row.pk: row.code for row in Group.objects.filter(pk__in={row["group_id"] for row in found})}
    return [
        [
            row["month"].isoformat()[:7], wish.kind, wish.measure, wish.ticket_type or "all", row["priority"],
            names.get(row["group_id"], ""), row["good"], row["bad"], f"{row['good'] / (row['good'] + row['bad']):.4f}",
        ]
        for row in found
    ]  # fmt: skip


def choices() -> dict[str, Any]:
    """Return what can be chosen on the page."""
    return {
        "kinds": PromiseKind.choices, "types": TicketType.choices, "priorities": Priority.choices,
        "groups": [(g.code, str(g.name)) for g in Group.objects.order_by("code")[:200]],
    }  # fmt: skip
