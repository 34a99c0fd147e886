"""Going through the lines of a list of initiatives: each is understood, tried, and counted; then all are written."""

from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext as _

from comity.kernel.base.errors import Refused
from comity.kernel.imports.columns import places
from comity.kernel.imports.run import Run
from comity.kernel.registers.reading import table
from comity.kernel.registers.trying import could_add

from ..models import Initiative
from .report import Report
from .words import Words
from .writing import Found, write

MOST = 5000  # lines of one file
INITIATIVE = (
    "code", "title", "programme", "need", "gain", "category", "size", "time_frame", "begins", "finishes", "capability",
    "systems", "unit", "sponsor",
)  # fmt: skip


def load(content: BinaryIO, run: Run) -> Report:
    """Check every line, and write them all unless one is at fault."""
    rows = [row for row in table(content.read(), run.name)]
    reader = Reader(run, rows[0] if rows else [])
    found = reader.read(rows[1:])
    report = reader.report
    if found and not run.dry and not report.skipped:
        run.say(len(rows), len(rows), _("Writing %(total)s records, all or none") % {"total": len(found)})
        write(run, found)
        report.written = len(found)
    return report


class Reader:
    """Reads one list for one person."""

    def __init__(self, run: Run, heads: list[str]):
        self.run, self.mapping, self.heads, self.scope = run, run.mapping, heads, run.scope
        self.report = Report(dry=run.dry)
        self.words = Words(run, self.report)
        self.known = set(Initiative.objects.values_list("code", flat=True))
        self.seen: dict[str, int] = {}
        self._columns()

    def _columns(self) -> None:
        """Refuse a file that lacks a column of the mapping, and a mapping that names what is not there."""
        places(
            self.heads, [*self.mapping.columns.values(), *(str(one["column"]) for one in self.mapping.costs)]
        )
        named = {*self.mapping.columns, *self.mapping.constants}
        if strange := sorted(str(name) for name in named - {*INITIATIVE, "base_year"}):
            raise Refused(
                _("The mapping names fields that initiatives lack: %(fields)s.")
                % {"fields": ", ".join(strange)}
            )

    def read(self, rows: list[list[str]]) -> list[Found]:
        """Return the lines that can be written."""
        found = []
        for line, row in enumerate(rows, 2):
            if line % 50 == 0:
                self.run.say(line, len(rows), _("Reading line %(line)s") % {"line": line})
            if not any(row):
                continue
            self.report.read += 1
            if self.report.read > MOST:
                raise Refused(_("The file has more than %(most)s lines; cut it.") % {"most": MOST})
            if len(row) > len(self.heads):
                self.report.fault(line, _("This line has more columns than the first one."))
            elif one := self._line(line, dict(zip(self.heads, row, strict=False))):
                found.append(one)
        return found

    def _line(self, line: int, row: dict[str, str]) -> Found | None:
        """Return what a line says, None when it is at fault or known."""
        before = self.report.skipped
        values = self.words.values(line, row)
        code = str(values.get("code") or "")
        if code in self.known:
            self.report.known += 1
            return None
        if code in self.seen:
            sentence = _("This record stands in line %(line)s already.") % {"line": self.seen[code]}
            self.report.fault(line, sentence, column="code")
            return None
        self.seen[code] = line
        costs = self.words.costs(line, row)
        if self.report.skipped == before:
            try:
                could_add(self.run.person, self.scope, Initiative, values)
            except Refused as refusal:
                self.report.refuse(line, refusal, self.mapping.columns)
        if self.report.skipped > before:
            return None
        self.report.added += 1
        self.report.costs += len(costs)
        self.report.total += sum(costs.values(), Decimal(0))
        self.report.differ(f"{code} {values.get('title', '')}", is_new=True)
        return Found(values, costs)
