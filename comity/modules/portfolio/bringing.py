"""Bringing in a list of initiatives or investments from elsewhere, by a mapping kept as data.

Every line is checked first, and every fault is said with its line. Only when none is at fault are all written, in one
change. A line whose code is known already changes nothing; where the mapping names amounts, the initiative comes in
as rationalised elsewhere, with a draft of its case.
"""

import json
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comity.kernel.access.rules import ask
from comity.kernel.actions.verbs import add_many
from comity.kernel.actions.write import assign, born, check
from comity.kernel.audit import journal
from comity.kernel.base.errors import Refused
from comity.kernel.base.models import column
from comity.kernel.base.moment import now
from comity.kernel.registers.lookup import LookupField
from comity.kernel.registers.reading import table

from .models import Case, CaseOption, CostLine, Initiative, Mapping
from .models.words import Phase, Pool

DATA = Path(__file__).resolve().parent / "data"
MOST = 5000  # lines of one file
CENT = Decimal("0.01")
INITIATIVE = (
    "code", "title", "programme", "need", "gain", "category", "size", "time_frame", "begins", "finishes", "capability",
    "systems", "unit", "sponsor",
)  # fmt: skip


@dataclass
class Report:
    """What a list would do or did; faults are (line, column, sentence)."""

    read: int = 0
    added: int = 0
    known: int = 0
    costs: int = 0
    total: Decimal = Decimal(0)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    written: bool = False

    def fault(self, line: int, column: str, sentence: Any) -> None:
        self.faults.append((line, column, str(sentence)))


@dataclass
class Found:
    """A line that can be written: values of the initiative, and amounts by place."""

    values: dict[str, Any]
    costs: dict[tuple[int, str, str, Any], Decimal]


def shipped() -> dict[str, dict[str, Any]]:
    """Return the mappings that come with Comity, by code."""
    every = [json.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.json"))]
    return {one["code"]: one for one in every if "columns" in one}


def mapping_of(code: str) -> Any:
    """Return a mapping by its code: of the installation, or one that comes with Comity."""
    found = Mapping.objects.filter(code=code).first()
    if found:
        return found
    if code in shipped():
        return Mapping(**shipped()[code])
    raise Refused(_("There is no mapping “%(code)s”.") % {"code": code})


class Bringer:
    """Reads one file for one person; `run(write=False)` only says what would happen."""

    def __init__(self, person: Any, scope: Any, mapping: Any, content: bytes, name: str, unit: Any):
        self.person, self.scope, self.mapping, self.unit = person, scope, mapping, unit
        self.content, self.name = content, name
        self.report = Report()
        self._looked: dict[tuple[str, str], Any] = {}

    def run(self, write: bool) -> Report:
        """Check every line, and write them all unless one is at fault."""
        ask(self.person, "import", Initiative, self.scope)
        if self.mapping.costs:
            ask(self.person, "review", Initiative, self.scope)
        found = self._read()
        if write and found and not self.report.faults:
            self._write(found)
            self.report.written = True
        return self.report

    def _read(self) -> list[Found]:
        rows = table(self.content, self.name)
        heads = next(rows, [])
        self._columns(heads)
        known = set(Initiative.objects.values_list("code", flat=True))
        seen: dict[str, int] = {}
        found = []
        for line, row in enumerate(rows, 2):
            if not any(row):
                continue
            self.report.read += 1
            if self.report.read > MOST:
                raise Refused(_("The file has more than %(most)s lines; cut it.") % {"most": MOST})
            if len(row) > len(heads):
                self.report.fault(line, "", _("This line has more columns than the first one."))
                continue
            if one := self._line(line, dict(zip(heads, row, strict=False)), known, seen):
                found.append(one)
        return found

    def _columns(self, heads: list[str]) -> None:
        """Refuse a file that lacks a column of the mapping, and a mapping that names what is not there."""
        wanted = {*self.mapping.columns.values(), *(one["column"] for one in self.mapping.costs)}
        lacking = sorted(str(name) for name in wanted - set(heads))
        if lacking:
            raise Refused(
                _("The file lacks these columns of the mapping: %(columns)s.")
                % {"columns": ", ".join(lacking)}
            )
        strange = sorted(
            str(n) for n in {*self.mapping.columns, *self.mapping.constants} - {*INITIATIVE, "base_year"}
        )
        if strange:
            raise Refused(
                _("The mapping names fields that initiatives lack: %(fields)s.")
                % {"fields": ", ".join(strange)}
            )

    def _line(self, line: int, row: dict[str, str], known: set[str], seen: dict[str, int]) -> Found | None:
        """Return what a line says, None when it is at fault or known."""
        before = len(self.report.faults)
        values = self._values(line, row)
        code = str(values.get("code") or "")
        if code in known:
            self.report.known += 1
            return None
        if code in seen:
            self.report.fault(
                line, "code", _("This record stands in line %(line)s already.") % {"line": seen[code]}
            )
            return None
        seen[code] = line
        costs = self._costs(line, row)
        if len(self.report.faults) == before:
            self._try(line, values)
        if len(self.report.faults) > before:
            return None
        self.report.added += 1
        self.report.costs += len(costs)
        self.report.total += sum(costs.values(), Decimal(0))
        return Found(values, costs)

    def _values(self, line: int, row: dict[str, str]) -> dict[str, Any]:
        values: dict[str, Any] = {"unit": self.unit, "sponsor": self.person}
        said = {name: value for name, value in self.mapping.constants.items() if name != "base_year"}
        said |= {name: row.get(head, "") for name, head in self.mapping.columns.items()}
        for name, text in said.items():
            try:
                value = self._value(name, str(text).strip())
            except ValidationError as error:
                self.report.fault(line, str(self.mapping.columns.get(name, name)), " ".join(error.messages))
            else:
                if value is not None:
                    values[name] = value
        values.setdefault("need", values.get("title", ""))
        return values

    def _value(self, name: str, text: str) -> Any:
        """Turn a text into a value of a field; an empty one leaves the default."""
        words = self.mapping.words.get(name, {})
        text = str(words.get(text, text))
        if not text:
            return None
        wanted = column(Initiative, name)
        if wanted.is_relation:
            return self._look(wanted.related_model, text)
        if wanted.choices and text not in dict(wanted.flatchoices):
            raise ValidationError(_("“%(word)s” is not in the mapping.") % {"word": text})
        return wanted.to_python(text)

    def _look(self, model: Any, text: str) -> Any:
        """Return the record that a text names, among those the person may see."""
        asked = (model._meta.label, text)
        if asked not in self._looked:
            self._looked[asked] = LookupField(
                model, self.person, self.scope, eager=False, required=False
            ).to_python(text)
        return self._looked[asked]

    def _costs(self, line: int, row: dict[str, str]) -> dict[tuple[int, str, str, Any], Decimal]:
        """Return the amounts of a line that are not nothing, added up by place."""
        found: dict[tuple[int, str, str, Any], Decimal] = {}
        for rule in self.mapping.costs:
            text = row.get(rule["column"], "").replace(",", "").replace("$", "").strip()
            if not text:
                continue
            try:
                amount = (Decimal(text) * Decimal(str(rule.get("factor", 1)))).quantize(CENT)
                place = (int(rule["year"]), Phase(rule["phase"]).value, Pool(rule["pool"]).value)
                fund = self._look(column(CostLine, "fund").related_model, str(rule["fund"]))
            except (InvalidOperation, ValueError, KeyError):
                self.report.fault(line, rule["column"], _("“%(value)s” is not an amount.") % {"value": text})
            except ValidationError as error:
                self.report.fault(line, rule["column"], " ".join(error.messages))
            else:
                if amount < 0:
                    self.report.fault(line, rule["column"], _("An amount is not below zero."))
                elif amount:
                    found[*place, fund] = found.get((*place, fund), Decimal(0)) + amount
        return found

    def _try(self, line: int, values: dict[str, Any]) -> None:
        """Ask the model and the rights, without writing."""
        record = Initiative()
        try:
            assign(record, values)
            born(record, now())
            check(record)
            ask(self.person, "add", record, self.scope)
        except Refused as refusal:
            told = [(name, said) for name, lines in refusal.fields.items() for said in lines]
            for name, said in told or [("", refusal.sentence)]:
                self.report.fault(line, str(self.mapping.columns.get(name, name)), said)

    def _write(self, found: list[Found]) -> None:
        """Write all lines in one change."""
        state = {"state": "rationalised"} if self.mapping.costs else {}
        with journal.writing(self.person, self.name):
            made = add_many(self.person, Initiative, [{**one.values, **state} for one in found], checked=True)
            with_costs = [(record, one.costs) for record, one in zip(made, found, strict=True) if one.costs]
            if with_costs:
                self._cases(with_costs)

    def _cases(self, rows: list[tuple[Initiative, dict[tuple[int, str, str, Any], Decimal]]]) -> None:
        """Open a draft of a case for each initiative that has amounts, with one option."""
        first = int(
            self.mapping.constants.get("base_year")
            or min(place[0] for _one, costs in rows for place in costs)
        )
        cases = add_many(
            self.person, Case,
            [
                {"initiative": one, "title": one.title, "unit": one.unit, "sponsor": one.sponsor, "base_year": first,
                 "summary": one.need}
                for one, _costs in rows
            ],
            checked=True,
        )  # fmt: skip
        options = add_many(
            self.person, CaseOption,
            [{"case": case, "name": _("As listed"), "preferred": True, "unit": case.unit} for case in cases], checked=True,
        )  # fmt: skip
        add_many(
            self.person, CostLine,
            [
                {"option": option, "year": year, "phase": phase, "pool": pool, "fund": fund, "amount": amount,
                 "unit": option.unit}
                for option, (_one, costs) in zip(options, rows, strict=True)
                for (year, phase, pool, fund), amount in costs.items()
            ],
            checked=True,
        )  # fmt: skip
