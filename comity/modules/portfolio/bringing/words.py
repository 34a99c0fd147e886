"""The words of a line become values of an initiative and amounts; what cannot be understood is a fault of the line."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comity.kernel.base.models import column
from comity.kernel.imports.run import Run
from comity.kernel.registers.lookup import LookupField

from ..models import CostLine, Initiative
from ..models.words import Phase, Pool
from .report import Report

CENT = Decimal("0.01")
Costs = dict[tuple[int, str, str, Any], Decimal]  # year, phase, pool and fund: amount


class Words:
    """Reads the words of one list, by its mapping, as the person who brings it sees the records they name."""

    def __init__(self, run: Run, report: Report):
        self.run, self.mapping, self.report, self.scope = run, run.mapping, report, run.scope
        self._looked: dict[tuple[str, str], Any] = {}

    def values(self, line: int, row: dict[str, str]) -> dict[str, Any]:
        values: dict[str, Any] = {"unit": self.run.more.get("unit"), "sponsor": self.run.person}
        said = {name: value for name, value in self.mapping.constants.items() if name != "base_year"}
        said |= {name: row.get(head, "") for name, head in self.mapping.columns.items()}
        for name, text in said.items():
            try:
                value = self._value(name, str(text).strip())
            except ValidationError as error:
                self.report.fault(
                    line, " ".join(error.messages), column=str(self.mapping.columns.get(name, name))
                )
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
                model, self.run.person, self.scope, eager=False, required=False
            ).to_python(text)
        return self._looked[asked]

    def costs(self, line: int, row: dict[str, str]) -> Costs:
        """Return the amounts of a line that are not nothing, added up by place."""
        found: Costs = {}
        for rule in self.mapping.costs:
            text = row.get(rule["column"], "").replace(",", "").replace("$", "").strip()
            if not text:
                continue
            try:
                amount = (Decimal(text) * Decimal(str(rule.get("factor", 1)))).quantize(CENT)
                place = (int(rule["year"]), Phase(rule["phase"]).value, Pool(rule["pool"]).value)
                fund = self._look(column(CostLine, "fund").related_model, str(rule["fund"]))
            except (InvalidOperation, ValueError, KeyError):
                self.report.fault(
                    line, _("“%(value)s” is not an amount.") % {"value": text}, column=rule["column"]
                )
            except ValidationError as error:
                self.report.fault(line, " ".join(error.messages), column=rule["column"])
            else:
                if amount < 0:
                    self.report.fault(line, _("An amount is not below zero."), column=rule["column"])
                elif amount:
                    found[*place, fund] = found.get((*place, fund), Decimal(0)) + amount
        return found
