"""One cell of a list of investments becomes a value; what cannot be read is a fault of its line."""

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.people.models import Unit

from ..models import InvestmentMapping
from .report import Report

DAYS = ("planned_start", "planned_finish", "forecast_finish", "completed", "rated")
AMOUNTS = ("planned_cost", "forecast_cost", "actual_cost")
TEXTS = ("code", "title", "group")
FIELDS = (*TEXTS, "unit", *DAYS, *AMOUNTS, "declared")
EMPTY = {"", "-", "—", "n/a", "na", "none", "null", "not available"}


class Cells:
    """Reads the cells of one list by its mapping."""

    def __init__(self, mapping: InvestmentMapping, report: Report):
        self.mapping, self.report = mapping, report
        self.units = {unit.code: unit for unit in Unit.objects.all()}

    def values(self, line: int, row: list[str], places: dict[str, int]) -> dict[str, Any]:
        """Return what a line says of each field that the mapping names."""
        named = [name for name in FIELDS if name in places or name in self.mapping.constants]
        return {name: self.value(line, name, self.text(row, places, name)) for name in named}

    def text(self, row: list[str], places: dict[str, int], name: str) -> str:
        """Return what a line says of a field, else what the mapping says for every line."""
        place = places.get(name)
        said = row[place].strip() if place is not None and place < len(row) else ""
        return said or str(self.mapping.constants.get(name, ""))

    def value(self, line: int, name: str, text: str) -> Any:
        """Turn a cell into a value; what cannot be read is a fault and None."""
        text = str(self.mapping.words.get(name, {}).get(text, text)).strip()
        if name in TEXTS:
            return text[: {"code": 60}.get(name, 250)]
        if text.lower() in EMPTY:
            return None
        try:
            return self._typed(name, text)
        except (ValueError, InvalidOperation, OverflowError):
            said = _("“%(value)s” cannot be read here.") % {"value": text[:80]}
        except KeyError:
            said = _("There is no unit “%(value)s”.") % {"value": text[:80]}
        self.report.fault(line, said, column=name)
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


def _day(text: str, form: str) -> date:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return date.fromisoformat(text[:10])
