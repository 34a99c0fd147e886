"""Work of delivery that nobody waits for: bringing in a list of investments."""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from comity.kernel.imports.foreign import ForeignFile, foreign_file
from comity.kernel.imports.run import Run

from . import investments
from .models import InvestmentMapping, ReportedProject


@foreign_file
class InvestmentList(ForeignFile):
    """A list of investments from elsewhere: they are watched as our own, and none of them becomes a project of ours."""

    work = "projects.investments"
    address = "projects:investments"
    title = _("Import investments")
    lead = _(
        "A list of investments or projects from elsewhere, with cost, days and ratings. They are watched by the same "
        "measures as our own; none of them becomes a project of ours without an approved case."
    )
    model, mapping = ReportedProject, InvestmentMapping
    file_help = _("CSV (UTF-8) or XLSX, at most 10 MB; the first line names the columns.")
    largest = 10 * 1024 * 1024
    whole = True
    counts = {"added": _("added"), "changed": _("changed"), "unchanged": _("unchanged")}
    back = ("projects.reportedproject:list", _("Projects reported from elsewhere"))

    @staticmethod
    def load(content: BinaryIO, run: Run) -> investments.Report:
        return investments.load(content, run)
