"""Questions about the organisation with more than a line of answer."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.models import Grant
from comity.kernel.people.models import Appointment, Dated, Unit

from .demo_data import offices

CATEGORIES = ("D", "P", "FS", "GS", "local", "UNV", "ICC", "contractual")
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
    """One office of annex IV: how many are appointed now, by category, and how many the table says."""

    code: str
    name: Any
    tops: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    stated: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def cells(self) -> list[int]:
        """Return the counts in the order of `CATEGORIES`."""
        return [self.counts[category] for category in CATEGORIES]


def ict_personnel(day: date | None = None) -> list[Line]:
    """Count the ICT personnel appointed on `day`, by the offices of annex IV, from the records: one query."""
    lines = [Line(o.code, OFFICES[o.code], o.units, stated=o.total) for o in offices()]
    found = (
        Appointment.objects.filter(Dated.current(day), unit__function="ict", category__in=CATEGORIES)
        .values_list("unit__path", "category")
        .annotate(number=Count("pk"))
        .order_by()
    )
    for path, category, number in found:
        codes = path.strip("/").split("/")
        # The lowest office on the path counts: OICT is its own although it stands under another.
        for code in reversed(codes):
            line = next((one for one in lines if code in one.tops), None)
            if line:
                line.counts[category] += number
                break
    return lines


@dataclass
class Holder:
    """Who holds a right at a unit, and by which source."""

    right: str
    register: str
    who: Any
    persons: list[Any]
    grant: Grant


def who_may(unit: Unit, register: str = "", day: date | None = None) -> list[Holder]:
    """Return the grants that reach a unit, each with the persons who hold it now: two queries."""
    above = [unit.path[: place + 1] for place, letter in enumerate(unit.path) if letter == "/" and place]
    reach = Q(unit__path=unit.path) | Q(unit__path__in=above, below=True) | Q(unit=None)
    grants = Grant.objects.filter(Dated.current(day)).filter(reach).select_related("role", "person", "unit")
    if register:
        grants = grants.filter(register__in=[register, register.split(".")[0] + ".*", "*"])
    grants = grants.order_by("register", "right", "role__code")
    roles = {grant.role_id for grant in grants if grant.role_id}
    holders: dict[Any, list[Any]] = defaultdict(list)
    appointed = Appointment.objects.filter(Dated.current(day), role__in=roles).select_related("person", "unit")
    for one in appointed.order_by("person__name"):
        holders[one.role_id].append(one)
    found = []
    for grant in grants:
        persons = [
            one
            for one in holders[grant.role_id]
            if grant.unit_id or (unit.path.startswith(one.unit.path) if grant.below else unit.path == one.unit.path)
        ]
        if grant.role_id and not persons:
            continue
        found.append(Holder(grant.right, grant.register, grant.role or grant.person or _("Everybody"), persons, grant))
    return found


def places() -> list[Any]:
    """Return duty stations with the number of persons there: one query."""
    from comity.kernel.people.models import DutyStation

    return list(DutyStation.objects.annotate(number=Count("persons")).order_by("-number"))
