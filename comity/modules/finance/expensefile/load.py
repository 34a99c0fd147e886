"""The whole of an import: read, write what is new, and reconcile."""

from collections.abc import Callable
from typing import BinaryIO

from django.utils.translation import gettext as _

from comity.kernel.actions.verbs import add_many
from comity.kernel.audit.actors import Actor, System
from comity.kernel.base.errors import Refused
from comity.kernel.imports.columns import open_text

from ..models import Expense, ExpenseMapping
from .reading import read
from .reconciling import reconcile
from .report import Report

US = System("import")
CHUNK = 500  # lines in one transaction: others write in between
Progress = Callable[[int, int, str], None]


def load(
    content: BinaryIO,
    mapping: ExpenseMapping,
    progress: Progress | None = None,
    *,
    dry: bool = False,
    reason: str = "",
    actor: Actor = US,
) -> Report:
    """Import the expenses in `content`; `dry` only says what would happen. May be repeated and cut off at any time."""
    report, say = Report(dry=dry), progress or (lambda done, total, what: None)
    found = read(
        open_text(content),
        mapping,
        report,
        lambda line: say(0, 0, _("Reading line %(line)s") % {"line": line}),
    )
    if not report.read:
        raise Refused(_("The file holds no lines of expenses."))
    known = set(Expense.objects.filter(mapping=mapping.code).values_list("key", flat=True))
    fresh = [row for row in found.rows if row.key not in known]
    report.kept, report.new = len(found.rows), len(fresh)
    report.unchanged = report.kept - report.new
    report.gone = len(known - {row.key for row in found.rows})
    for start in range(0, 0 if dry else len(fresh), CHUNK):
        say(start, len(fresh), "")
        part = fresh[start : start + CHUNK]
        add_many(actor, Expense, [dict(row.values) for row in part], reason=reason, checked=True)
        report.written += len(part)
    report.totals = reconcile(found, mapping)
    report.agrees = all(line["difference"] == "0.00" for line in report.totals)
    report.end()
    return report
