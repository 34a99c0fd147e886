"""Work of delivery that nobody waits for: bringing in a list of investments, or the plan of a project."""

from typing import Any, BinaryIO
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import visible_to
from comity.kernel.imports.foreign import ForeignFile, foreign_file
from comity.kernel.imports.run import Run

from . import investments, planfile
from .models import InvestmentMapping, Project, ReportedProject


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


@foreign_file
class PlanFile(ForeignFile):
    """The plan of one project, as MS Project saves it (XML)."""

    work = "projects.plan"
    address = "projects:plan"
    title = _("Read a plan from MS Project")
    lead = _(
        "First you see what would change; nothing is written before you say so, and then all of it or nothing."
    )
    model = Project
    kinds = ("xml",)
    file_help = _("A project saved by MS Project as XML, at most 5 MB.")
    largest = 5 * 1024 * 1024
    whole = True
    counts = {
        "added": _("added"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "left_alone": _("not in the file and left alone"),
    }
    details = "projects/plan_notes.html"

    @classmethod
    def about(cls, person: Any, scope: Any, pk: UUID) -> Project:
        found: Project | None = visible_to(person, Project.objects.all(), "view", scope).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    @staticmethod
    def load(content: BinaryIO, run: Run) -> planfile.Report:
        return planfile.load(content, run)
