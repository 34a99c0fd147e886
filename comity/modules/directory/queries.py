"""Questions about the organisation with more than a line of answer: annex IV counted anew, and where people are."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import visible_to
from comity.kernel.people.models import Appointment, Dated, DutyStation, Person, Unit

from .branches import above
from .demo_data import offices

CATEGORIES = {
    "D": _("Director and above"),
    "P": _("Professional"),
    "FS": _("Field Service and project personnel"),
    "GS": _("General Service"),
    "local": _("Local level"),
    "UNV": _("United Nations Volunteers"),
    "ICC": _("International Computing Centre"),
    "contractual": _("Contractual personnel"),
}
# The offices of annex IV to A/62/793, as its table names them.
OFFICES = {
    "DM": _("Department of Management (Information Technology Services Division and other)"),
    "DFS": _("Department of Field Support and field missions"),
    "HQ-OTHER": _("Other departments at Headquarters"),
    "REGCOM": _("Regional commissions"),
    "ICTR": _("International Criminal Tribunal for Rwanda"),
    "ICTY": _("International Tribunal for the Former Yugoslavia"),
    "UNOG": _("United Nations Office at Geneva"),
    "UNON": _("United Nations Office at Nairobi"),
    "UNOV": _("United Nations Office at Vienna and United Nations Office on Drugs and Crime"),
}


@dataclass
class Line:
    """One office of annex IV: how many are appointed, by category and by ICT unit, and how many the table says."""

    code: str
    name: Any
    tops: tuple[str, ...]
    stated_by: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    units: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def stated(self) -> int:
        return sum(self.stated_by.values())

    @property
    def difference(self) -> int:
        """Return counted less stated."""
        return self.total - self.stated

    @property
    def cells(self) -> list[int]:
        """Return the counts in the order of `CATEGORIES`."""
        return [self.counts[category] for category in CATEGORIES]


def ict_personnel(day: date | None = None, rows: "QuerySet[Appointment] | None" = None) -> list[Line]:
    """Count the ICT personnel appointed on `day`, by the offices of annex IV, from the records: two queries.

    `rows` are the appointments that the reader may see, all of them by default.
    """
    lines = [Line(o.code, OFFICES[o.code], o.units, o.counts) for o in offices()]
    office = {top: line for line in lines for top in line.tops}
    ict = set(Unit.objects.filter(function="ict").values_list("path", flat=True))
    found = (
        (Appointment.objects.all() if rows is None else rows)
        .filter(Dated.current(day), unit__function="ict", category__in=list(CATEGORIES))
        .order_by()
        .values_list("unit__path", "category")
        .annotate(number=Count("pk"))
    )
    for path, category, number in found:
        # The lowest office on the path counts: OICT is its own although it stands under another.
        code = next((code for code in reversed(path.strip("/").split("/")) if code in office), None)
        if code is None:
            continue
        line, start = office[code], path.index(f"/{code}/") + len(code) + 2
        line.counts[category] += number
        # Within an office, people are shown at the highest ICT unit above them.
        top = next(one for one in above(path) if one in ict and len(one) >= start)
        line.units.setdefault(top, Counter())[category] += number
    return lines


def places(person: Any, scope: Any) -> list[DutyStation]:
    """Return the duty stations with their persons and units that the reader may see, the largest first: three queries."""
    stations = list(visible_to(person, DutyStation.objects.all(), "view", scope))
    there = {
        name: dict(
            visible_to(person, model.objects.all(), "view", scope)
            .order_by()
            .values_list(F("station"))
            .annotate(Count("pk"))
        )
        for name, model in (("persons", Person), ("units", Unit))
    }
    for station in stations:
        station.number = there["persons"].get(station.pk, 0)  # type: ignore[attr-defined]
        station.parts = there["units"].get(station.pk, 0)  # type: ignore[attr-defined]
    return sorted(stations, key=lambda one: (-one.number, str(one)))  # type: ignore[attr-defined]
