"""Work of finance that nobody waits for: importing a file of expenses."""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from comity.kernel.imports.foreign import ForeignFile, foreign_file
from comity.kernel.imports.run import Run

from . import expensefile
from .expensefile.mapping import DATA
from .models import Expense, ExpenseMapping


@foreign_file
class ExpenseFile(ForeignFile):
    """Published expenses, by year, entity and source of funds, reconciled to the cent."""

    work = "finance.import_expenses"
    address = "finance:import"
    title = _("Import expenses")
    lead = _(
        "Each line becomes an expense. What is wrong or odd is told by line, sums are compared with the file, "
        "and what was imported before is not written again."
    )
    model, mapping, shipped = Expense, ExpenseMapping, DATA
    kinds = ("csv", "txt")
    file_help = _("A CSV file in UTF-8 whose first line names its columns.")
    counts = {
        "read": _("Lines read"),
        "kept": _("Lines kept"),
        "skipped": _("Lines left out"),
        "blank": _("Blank lines"),
        "new": _("New"),
        "unchanged": _("Imported before and the same"),
        "gone": _("Imported before and not in this file"),
    }
    details = "finance/import_totals.html"
    back = ("finance:spending", _("Expenses by year"))

    @staticmethod
    def load(content: BinaryIO, run: Run) -> expensefile.Report:
        return expensefile.load(content, run.mapping, run.say, dry=run.dry, reason=run.name, actor=run.person)
