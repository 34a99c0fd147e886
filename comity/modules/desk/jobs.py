"""Work of the desk that nobody waits for: importing a log, counting anew."""

from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import ask
from comity.kernel.imports.foreign import ForeignFile, foreign_file
from comity.kernel.imports.run import Run
from comity.kernel.jobs.declare import job

from . import importlog, tally
from .importlog.mapping import DATA
from .models import LogMapping, Ticket


@foreign_file
class IncidentLog(ForeignFile):
    """The incident log of another system; each case becomes a ticket of the unit that its mapping names."""

    work = "desk.import_log"
    address = "desk:import"
    title = _("Import a log")
    lead = _(
        "Each case of the log becomes a ticket with its history. What was imported before is not written again."
    )
    model, mapping, shipped = Ticket, LogMapping, DATA
    kinds = ("csv", "txt", "zip")
    file_help = _(
        "A CSV file whose first line names its columns, or a ZIP archive with one. Send a large log as ZIP."
    )
    counts = {
        "events": _("Events read"),
        "kept": _("Events kept"),
        "duplicates": _("Events that stand twice in the file"),
        "skipped": _("Events left out"),
        "cases": _("Cases"),
        "new": _("New"),
        "extended": _("Longer than before"),
        "unchanged": _("Imported before and the same"),
        "differing": _("Imported before with another history"),
    }
    details = "desk/import_states.html"

    @classmethod
    def ask(cls, person: Any, scope: Any, mapping: Any = None, about: Any = None) -> None:
        """The right is asked at the unit that the tickets will belong to."""
        ask(person, "import", Ticket(unit=mapping.unit) if mapping else Ticket, scope)

    @classmethod
    def find(cls, code: str, *, keep: bool = True) -> LogMapping:
        return importlog.mapping(code, keep=keep)

    @staticmethod
    def load(content: BinaryIO, run: Run) -> importlog.Report:
        return importlog.load(content, run.mapping, run.say, dry=run.dry, reason=run.reason)


@job("desk.count", title=_("Count promises anew"), long=True)
def count_anew(progress: Any) -> dict[str, int]:
    """Make the count of promises from the clocks, when it is in doubt."""
    return {"tickets": tally.rebuild(lambda done, total: progress(done, total, ""))}
