"""Who may do what at a unit, and by which source: the grants that reach it, with the people who hold them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.kernel.access import RIGHTS
from comity.kernel.access.models import Grant
from comity.kernel.access.scope import still_held
from comity.kernel.base.moment import now
from comity.kernel.people.models import Appointment, Dated, Unit
from comity.kernel.registers.register import registers

from .branches import above
from .words import covers

SHOWN = 5  # names before the rest is a number


@dataclass
class Holder:
    """A grant that reaches the unit, and who holds it now: persons by key with their names, or everybody."""

    grant: Grant
    who: Any
    persons: dict[UUID, str] = field(default_factory=dict)
    everybody: bool = False

    @property
    def first(self) -> list[tuple[UUID, str]]:
        return list(self.persons.items())[:SHOWN]

    @property
    def rest(self) -> int:
        return max(0, len(self.persons) - SHOWN)


def who_may(unit: Unit, register: str = "", right: str = "", day: date | None = None) -> list[Holder]:
    """Return the grants that reach a unit on `day`, each with its holders: three queries, and one for each delegation."""
    day = day or now().date()
    line = above(unit.path)
    reach = Q(unit__path=unit.path) | Q(unit__path__in=line, below=True) | Q(unit=None)
    grants = Grant.objects.filter(Dated.current(day)).filter(reach)
    if register:
        grants = grants.filter(register__in=[register, register.split(".")[0] + ".*", "*"])
    if right:
        grants = grants.filter(right__in=[right, "*"])
    related = ("role", "person", "unit", "granted_by", "delegated_from")
    kept = [
        one
        for one in grants.select_related(*related).order_by("register", "right", "role__code", "id")
        if not one.delegated_from_id or still_held(one, day)
    ]
    wide = _appointed(kept, line, day)
    return [holder for one in kept if (holder := _holder(one, unit, wide))]


def _appointed(grants: list[Grant], line: list[str], day: date) -> dict[UUID, list[tuple[UUID, str, str]]]:
    """Return {role: [(person, name, path)]}: everywhere for grants that name a unit, else on the line of the unit."""
    everywhere = {one.role_id for one in grants if one.role_id and one.unit_id}
    here = {one.role_id for one in grants if one.role_id and not one.unit_id}
    wanted = Q(role__in=everywhere) | Q(role__in=here, unit__path__in=line)
    rows = Appointment.objects.filter(Dated.current(day), Dated.current(day, "unit__")).filter(wanted)
    found: dict[UUID, list[tuple[UUID, str, str]]] = defaultdict(list)
    for role, person, name, path in rows.order_by("person__name", "person").values_list(
        "role_id", "person_id", "person__name", "unit__path"
    ):
        found[role].append((person, name, path))
    return found


def _holder(grant: Grant, unit: Unit, appointed: dict[UUID, list[tuple[UUID, str, str]]]) -> Holder | None:
    """Return who holds a grant here; None when it does not reach the unit through anyone."""
    if grant.person:
        return Holder(grant, grant.person, {grant.person.pk: grant.person.name})
    if grant.role is None:
        who = _("Everybody") if grant.unit else _("Everybody who is appointed here or above")
        if grant.unit is None and not grant.below:
            who = _("Everybody who is appointed here")
        return Holder(grant, who, everybody=True)
    persons = {
        person: name
        for person, name, path in appointed[grant.role.pk]
        if grant.unit_id or path == unit.path or (grant.below and unit.path.startswith(path))
    }
    # A role that nobody above holds says nothing about this unit; one named for it does, even when vacant.
    return Holder(grant, grant.role, persons) if persons or grant.unit_id else None


@dataclass
class Cell:
    """How many hold a right on a register; `everybody` says that all who work here do."""

    right: str
    number: int
    everybody: bool
    sources: str


def matrix(holders: list[Holder]) -> tuple[list[str], list[tuple[str, list[Cell | None]]]]:
    """Return (rights that anyone holds, [(register, a cell for each right or None)])."""
    named = {holder.grant.right for holder in holders}
    rights = [right for right in RIGHTS if right in named or "*" in named]
    lines = []
    for kind in registers:
        cells = [_cell(holders, kind, right) for right in rights]
        if any(cells):
            lines.append((kind, cells))
    return rights, lines


def _cell(holders: list[Holder], kind: str, right: str) -> Cell | None:
    """Put together who holds one right on one register."""
    found = [h for h in holders if h.grant.right in (right, "*") and covers(h.grant.register, kind)]
    if not found:
        return None
    persons = {key for holder in found for key in holder.persons}
    sources = "; ".join(dict.fromkeys(holder.grant.source for holder in found))
    return Cell(right, len(persons), any(holder.everybody for holder in found), sources)
