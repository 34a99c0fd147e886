"""Lists of investments from elsewhere, read by a mapping that is data; each fault with its line."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.access.rules import can, visible_to
from comity.kernel.actions.verbs import add_many, change
from comity.kernel.audit import journal
from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Unit
from comity.kernel.registers.reading import table

from .models import InvestmentMapping, ReportedProject

DAYS = ("planned_start", "planned_finish", "forecast_finish", "completed", "rated")
AMOUNTS = ("planned_cost", "forecast_cost", "actual_cost")
TEXTS = ("code", "title", "group")
FIELDS = (*TEXTS, "unit", *DAYS, *AMOUNTS, "declared")
EMPTY = {"", "-", "—", "n/a", "na", "none", "null", "not available"}
MOST = 20_000


@dataclass
class Report:
    """What a list would do, or did."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[ReportedProject, dict[str, Any]]] = field(default_factory=list)
    unchanged: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)

    def fault(self, line: int, name: str, sentence: Any) -> None:
        self.faults.append({"line": line, "field": name, "sentence": str(sentence)})

    def as_dict(self) -> dict[str, Any]:
        """Return what is kept and shown: counts, and the first lines of each kind."""
        return {
            "added": len(self.added), "changed": len(self.changed), "unchanged": self.unchanged,
            "fault_count": len(self.faults), "faults": self.faults[:200],
            "new": [f"{one['code']} {one['title']}" for one in self.added[:50]],
            "moved": [f"{one}: {', '.join(sorted(values))}" for one, values in self.changed[:50]],
        }  # fmt: skip


class Reader:
    """Reads one list for one person."""

    def __init__(self, person: Any, scope: Any, mapping: InvestmentMapping):
        self.person, self.scope, self.mapping = person, scope, mapping
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.report = Report()

    def read(self, content: bytes, name: str) -> Report:
        """Compare a file with what is there; nothing is written."""
        answer = can(self.person, "import", ReportedProject, self.scope)
        if not answer:
            raise Refused(answer.sentence)
        rows = table(content, name)
        heads = [head.strip() for head in next(rows, [])]
        places = self._places(heads)
        known = {
            one.code: one
            for one in visible_to(self.person, ReportedProject.objects.all(), "view", self.scope)
        }
        seen: dict[str, int] = {}
        for line, row in enumerate(rows, start=2):
            if line > MOST:
                self.report.fault(
                    line, "", _("The list has more than %(most)s lines; divide it.") % {"most": MOST}
                )
                break
            if any(cell.strip() for cell in row):
                self._line(line, row, places, known, seen)
        return self.report

    def _places(self, heads: list[str]) -> dict[str, int]:
        """Return where each field stands; a column that the mapping names and the file lacks is a fault."""
        found = {}
        lower = {head.lower(): place for place, head in reversed(list(enumerate(heads)))}
        for name, column in self.mapping.columns.items():
            if name not in FIELDS:
                self.report.fault(
                    1, name, _("The mapping names a field “%(field)s” that is not known.") % {"field": name}
                )
            elif str(column).lower() not in lower:
                self.report.fault(1, name, _("The file has no column “%(column)s”.") % {"column": column})
            else:
                found[name] = lower[str(column).lower()]
        return found

    def _line(
        self, line: int, row: list[str], places: dict[str, int], known: Any, seen: dict[str, int]
    ) -> None:
        before = len(self.report.faults)
        values = {name: self._value(line, name, _cell(row, places, name, self.mapping)) for name in FIELDS
                  if name in places or name in self.mapping.constants}  # fmt: skip
        self._whole(line, values, seen, {fault["field"] for fault in self.report.faults[before:]})
        if len(self.report.faults) > before:
            return
        record = known.get(values["code"])
        if record is None:
            self.report.added.append(values)
            return
        differing = {name: value for name, value in values.items() if getattr(record, name) != value}
        if differing:
            self.report.changed.append((record, differing))
        else:
            self.report.unchanged += 1

    def _whole(self, line: int, values: dict[str, Any], seen: dict[str, int], told: set[str]) -> None:
        """Say what is missing, or stands twice, or contradicts itself."""
        for name in ("code", "title", "unit"):
            if not values.get(name) and name not in told:
                self.report.fault(line, name, _("This is needed."))
        code = values.get("code") or ""
        if code and code in seen:
            self.report.fault(
                line, "code", _("This record stands in line %(line)s already.") % {"line": seen[code]}
            )
        seen.setdefault(code, line)
        begin, end = values.get("planned_start"), values.get("planned_finish")
        if begin and end and end < begin:
            self.report.fault(line, "planned_finish", _("The last day comes before the first."))

    def _value(self, line: int, name: str, text: str) -> Any:
        """Turn a cell into a value; what cannot be read is a fault and None."""
        text = str(self.mapping.words.get(name, {}).get(text, text)).strip()
        if name in TEXTS:
            return text[: {"code": 60}.get(name, 250)]
        if text.lower() in EMPTY:
            return None
        try:
            return self._typed(name, text)
        except (ValueError, InvalidOperation, OverflowError):
            self.report.fault(line, name, _("“%(value)s” cannot be read here.") % {"value": text[:80]})
        except KeyError:
            self.report.fault(line, name, _("There is no unit “%(value)s”.") % {"value": text[:80]})
        return None

    def _typed(self, name: str, text: str) -> Any:
        if name == "unit":
            return self.units[text]
        if name in DAYS:
            return _day(text, self.mapping.dates)
        if name == "declared":
            rating = int(float(text))
            if rating not in range(1, 6):
                raise ValueError
            return rating
        factor = Decimal(str(self.mapping.factors.get(name, 1)))
        amount = Decimal(text.replace(",", "").replace("$", "").replace(" ", "")) * factor
        if not 0 <= amount < Decimal(10) ** 15:
            raise ValueError
        return amount.quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def _cell(row: list[str], places: dict[str, int], name: str, mapping: InvestmentMapping) -> str:
    """Return what a line says of a field, else what the mapping says for every line."""
    place = places.get(name)
    said = row[place].strip() if place is not None and place < len(row) else ""
    return said or str(mapping.constants.get(name, ""))


def _day(text: str, form: str) -> date:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return date.fromisoformat(text[:10])


def apply(person: Any, report: Report, name: str) -> None:
    """Write what was read: all of it, or nothing when a line is at fault."""
    if report.faults:
        raise Refused(
            _("Nothing was imported: %(count)s lines are at fault.") % {"count": len(report.faults)}
        )
    with journal.writing(person, name):
        add_many(person, ReportedProject, report.added)
        for record, values in report.changed:
            change(person, record, **values)
