"""A plan that comes as a file of MS Project: what it would do to a project, then all of it or nothing."""

from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from comity.kernel.imports import report
from comity.kernel.imports.run import Run

from . import mspdi, planning
from .words import fault_words


@dataclass
class Report(report.Report):
    """Counts of work items; `baselines` are in the file and not taken over."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left_alone: int = 0
    baselines: int = 0


def load(content: BinaryIO, run: Run) -> Report:
    """Compare a plan with the project it is brought into, and write it unless it has a fault."""
    plan, faults = mspdi.read(content.read())
    found = planning.compare(run.about, plan, faults)
    told = Report(
        dry=run.dry, unchanged=found.unchanged, left_alone=found.left_alone, baselines=found.baselines
    )
    for fault in found.faults:
        told.fault(fault.line, fault_words(fault), column=fault.element, kind=fault.code)
    for line in found.lines:
        changes = [(one["field"], one["before"], one["after"]) for one in line["changes"]]
        told.differ(line["name"], changes, is_new=line["is_new"])
        told.added += line["is_new"]
        told.changed += not line["is_new"]
    if not run.dry and not told.skipped:
        total = len(plan.tasks)
        run.say(0, total, _("Writing %(total)s records, all or none") % {"total": total})
        planning.apply(run.person, run.about, plan, run.name)
        told.written = len(found.lines)
    return told
