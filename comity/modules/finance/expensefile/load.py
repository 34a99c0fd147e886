"""The whole of an import: read, write what is new, and reconcile: the sums of the file against those of the house."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from django.db.models import Sum
from django.utils.translation import gettext as _

from comity.kernel.actions.verbs import add_many
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused

from ..models import Expense, ExpenseMapping, Financing
from . import reading

CHUNK = 500  # lines in one transaction: others write in between
US = System("import")
Progress = Callable[[int, int, str], None]


@dataclass
class Report:
    """What an import found and did. `totals` are lines of year and source; amounts are texts with two decimals."""

    read: int = 0
    kept: int = 0
    skipped: int = 0
    blank: int = 0
    new: int = 0
    unchanged: int = 0
    gone: int = 0
    written: int = 0
    seconds: float = 0.0
    agrees: bool = False
    totals: list[dict[str, Any]] = field(default_factory=list)
    faults_by_kind: dict[str, int] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    dry: bool = False

    @property
    def per_second(self) -> int:
        return round(self.written / self.seconds) if self.seconds else 0


def load(
    content: BinaryIO,
    mapping: ExpenseMapping,
    progress: Progress | None = None,
    *,
    dry: bool = False,
    reason: str = "",
) -> Report:
    """Import the expenses in `content`; `dry` only says what would happen. May be repeated and cut off at any time."""
    began, say = time.monotonic(), progress or (lambda done, total, what: None)
    found = reading.read(
        reading.open_text(content),
        mapping,
        lambda line: say(0, 0, _("Reading line %(line)s") % {"line": line}),
    )
    if not found.read:
        raise Refused(_("The file holds no lines of expenses."))
    known = set(Expense.objects.filter(mapping=mapping.code).values_list("key", flat=True))
    fresh = [row for row in found.rows if row.key not in known]
    report = Report(
        read=found.read, kept=len(found.rows), skipped=found.skipped, blank=found.blank, new=len(fresh),
        unchanged=len(found.rows) - len(fresh), gone=len(known - {row.key for row in found.rows}), dry=dry,
    )  # fmt: skip
    for start in range(0, 0 if dry else len(fresh), CHUNK):
        part = fresh[start : start + CHUNK]
        add_many(US, Expense, [dict(row.values) for row in part], reason=reason, checked=True)
        report.written += len(part)
        say(
            report.written,
            len(fresh),
            _("%(done)s of %(total)s lines") % {"done": report.written, "total": len(fresh)},
        )
    report.totals = reconcile(found, mapping)
    report.agrees = all(line["difference"] == "0.00" for line in report.totals)
    report.faults_by_kind = dict(sorted(found.by_kind.items()))
    report.faults = [vars(one) for one in found.faults]
    report.seconds = round(time.monotonic() - began, 2)
    return report


def reconcile(found: reading.Reading, mapping: ExpenseMapping) -> list[dict[str, Any]]:
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
