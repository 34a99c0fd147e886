"""Going through a list of investments: each line is new, different, the same or at fault; then all is written."""

from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from comity.kernel.access.rules import visible_to
from comity.kernel.actions.verbs import add_many, change
from comity.kernel.audit import journal
from comity.kernel.base.errors import Refused
from comity.kernel.base.models import column
from comity.kernel.imports.run import Run
from comity.kernel.registers.reading import table
from comity.kernel.registers.trying import could_add, could_change

from ..models import ReportedProject
from .cells import FIELDS, Cells
from .report import Report

MOST = 20_000  # lines of one list


def load(content: BinaryIO, run: Run) -> Report:
    """Compare a list with what is there, and write all of it unless a line is at fault."""
    heads, *rows = list(table(content.read(), run.name)) or [[]]
    reader = Reader(run, [head.strip() for head in heads])
    reader.read(rows)
    report, count = reader.report, len(reader.added) + len(reader.changed)
    if count and not run.dry and not report.skipped:
        run.say(len(rows), len(rows), _("Writing %(total)s records, all or none") % {"total": count})
        with journal.writing(run.person, run.name):
            add_many(run.person, ReportedProject, reader.added, checked=True)
            for record, values in reader.changed:
                change(run.person, record, **values)
        report.written = count
    return report


class Reader:
    """Reads one list for one person."""

    def __init__(self, run: Run, heads: list[str]):
        self.run, self.scope = run, run.scope
        self.report = Report(dry=run.dry)
        self.cells = Cells(run.mapping, self.report)
        self.places = self._places(heads)
        shown = visible_to(run.person, ReportedProject.objects.all(), "view", self.scope)
        self.known = {one.code: one for one in shown}
        self.seen: dict[str, int] = {}
        self.added: list[dict[str, Any]] = []
        self.changed: list[tuple[ReportedProject, dict[str, Any]]] = []

    def _places(self, heads: list[str]) -> dict[str, int]:
        """Return where each field stands; a column that the mapping names and the file lacks is a fault."""
        found = {}
        lower = {head.lower(): place for place, head in reversed(list(enumerate(heads)))}
        for name, head in self.run.mapping.columns.items():
            if name not in FIELDS:
                said = _("The mapping names a field “%(field)s” that is not known.") % {"field": name}
                self.report.fault(1, said, column=name)
            elif str(head).lower() not in lower:
                self.report.fault(
                    1, _("The file has no column “%(column)s”.") % {"column": head}, column=name
                )
            else:
                found[name] = lower[str(head).lower()]
        return found

    def read(self, rows: list[list[str]]) -> None:
        """Sort the lines; nothing is written."""
        for line, row in enumerate(rows, start=2):
            if line > MOST:
                said = _("The list has more than %(most)s lines; divide it.") % {"most": MOST}
                self.report.fault(line, said)
                return
            if line % 50 == 0:
                self.run.say(line, len(rows), _("Reading line %(line)s") % {"line": line})
            if any(cell.strip() for cell in row):
                self._line(line, row)

    def _line(self, line: int, row: list[str]) -> None:
        before, told = self.report.skipped, len(self.report.faults)
        values = self.cells.values(line, row, self.places)
        self._whole(line, values, {fault.column for fault in self.report.faults[told:]})
        if self.report.skipped > before:
            return
        try:
            self._compare(values)
        except Refused as refusal:
            self.report.refuse(line, refusal)

    def _whole(self, line: int, values: dict[str, Any], told: set[str]) -> None:
        """Say what is missing, or stands twice, or contradicts itself."""
        for name in ("code", "title", "unit"):
            if not values.get(name) and name not in told:
                self.report.fault(line, _("This is needed."), column=name)
        code = values.get("code") or ""
        if code and code in self.seen:
            said = _("This record stands in line %(line)s already.") % {"line": self.seen[code]}
            self.report.fault(line, said, column="code")
        self.seen.setdefault(code, line)
        begin, end = values.get("planned_start"), values.get("planned_finish")
        if begin and end and end < begin:
            self.report.fault(line, _("The last day comes before the first."), column="planned_finish")

    def _compare(self, values: dict[str, Any]) -> None:
        """Keep what a line would add or change, unless it would be refused."""
        person, record = self.run.person, self.known.get(values["code"])
        if record is None:
            could_add(person, self.scope, ReportedProject, values)
            self.added.append(values)
            self.report.added += 1
            self.report.differ(f"{values['code']} {values['title']}", is_new=True)
            return
        before = {name: getattr(record, name) for name in values}
        differing = {name: value for name, value in values.items() if before[name] != value}
        if not differing:
            self.report.unchanged += 1
            return
        could_change(person, self.scope, record, differing)
        self.changed.append((record, differing))
        self.report.changed += 1
        named = {name: column(ReportedProject, name).verbose_name for name in differing}
        self.report.differ(record, [(named[name], before[name], differing[name]) for name in differing])
