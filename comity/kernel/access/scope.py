"""What one person may do everywhere, compiled from appointments and grants."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Q

from ..base.moment import now
from ..people.models import Appointment, Dated, Person, Unit
from .models import Grant, Share, Stamp

NOWHERE = "/"  # stands for the unit of a record that has none


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a right holds: at the unit `path`, below it too if `below`, up to `ceiling`."""

    path: str
    below: bool
    ceiling: int
    source: str = field(default="", compare=False)

    def covers(self, path: str, level: int) -> bool:
        """Say whether a record of the unit at `path`, classified `level`, is within reach."""
        return level <= self.ceiling and (path.startswith(self.path) if self.below else path == self.path)

    def contains(self, other: "Reach") -> bool:
        """Say whether `other` adds nothing to this."""
        if other.ceiling > self.ceiling or (other.below and not self.below):
            return False
        return other.path.startswith(self.path) if self.below else other.path == self.path


@dataclass
class Scope:
    """A person's rights at one moment; make it with `scope_of`."""

    person_id: UUID | None = None
    homes: tuple[str, ...] = ()
    units: tuple[UUID, ...] = ()
    roles: frozenset[str] = frozenset()
    lines: dict[tuple[str, str], list[Reach]] = field(default_factory=lambda: defaultdict(list))
    shared: frozenset[tuple[str, str]] = frozenset()
    stamp: int = 0
    _kept: dict[tuple[str, str], tuple[Reach, ...]] = field(default_factory=dict)

    def reach(self, right: str, kind: str) -> tuple[Reach, ...]:
        """Return where `right` on the register `kind` holds, without what is contained in another."""
        asked = (right, kind)
        if asked not in self._kept:
            module = kind.split(".")[0] + ".*"
            found = [
                line
                for verb in (right, "*")
                for where in (kind, module, "*")
                for line in self.lines.get((verb, where), ())
            ]
            self._kept[asked] = tuple(
                line
                for i, line in enumerate(found)
                if not any(
                    other.contains(line) and (not line.contains(other) or j < i)
                    for j, other in enumerate(found)
                    if j != i
                )
            )
        return self._kept[asked]

    def share(self, right: str, kind: str) -> float:
        """Return the share (0 to 1) of all units within reach: who sees much is served by other indexes."""
        paths, lines = unit_keys(self.stamp), self.reach(right, kind)
        return sum(any(line.covers(path, 0) for line in lines) for path in paths) / max(1, len(paths))

    def holds(self, right: str, kind: str, path: str | None = None, level: int = 0) -> Reach | None:
        """Return the reach under which the right holds at a unit (anywhere, without a path), or None."""
        for line in self.reach(right, kind):
            if path is None or path == NOWHERE:
                covered = level <= line.ceiling and (path is None or self.whole(line))
            else:
                covered = line.covers(path, level)
            if covered:
                return line
        return None

    def units_in(self, line: Reach) -> list[UUID]:
        """Return the keys of the units that a reach covers."""
        return [key for path, key in unit_keys(self.stamp).items() if line.covers(path, 0)]

    def whole(self, line: Reach) -> bool:
        """Say whether a reach takes in every unit there is."""
        return line.below and all(path.startswith(line.path) for path in unit_keys(self.stamp))


def compile_scope(person: Person, day: date | None = None, without_delegation: bool = False) -> Scope:
    """Read the person's appointments, grants and shares that hold on `day`, in three queries."""
    day = day or now().date()
    homes = list(
        Appointment.objects.filter(
            Dated.current(day), Dated.current(day, "unit__"), person=person
        ).values_list("role_id", "role__code", "unit__path", "unit_id")
    )
    at_home: dict[UUID, list[str]] = defaultdict(list)
    for role, _code, path, _unit in homes:
        at_home[role].append(path)
    scope = Scope(
        person.pk,
        tuple(sorted({path for _r, _c, path, _u in homes})),
        tuple(sorted({unit for _r, _c, _p, unit in homes})),
        frozenset(code for _r, code, _p, _u in homes),
    )
    mine = Q(person=person) | Q(role__in=list(at_home))
    if homes:
        mine |= Q(person=None, role=None)
    grants = Grant.objects.filter(Dated.current(day)).filter(mine)
    for grant in grants.select_related("unit", "granted_by"):
        if grant.delegated_from_id and (without_delegation or not still_held(grant, day)):
            continue
        places = at_home.get(grant.role_id, []) if grant.role_id else scope.homes
        for path in [grant.unit.path] if grant.unit else places:
            scope.lines[grant.right, grant.register].append(
                Reach(path, grant.below, grant.ceiling, grant.source)
            )
    shares = Share.objects.filter(Dated.current(day)).filter(Q(person=person) | Q(unit__in=scope.units))
    scope.shared = frozenset(shares.values_list("right", "kind_of").distinct())
    return scope


def still_held(grant: Grant, day: date) -> bool:
    """Say whether who delegated still holds what was passed on; a delegation cannot be delegated again."""
    if grant.granted_by is None or grant.unit is None:
        return False
    giver = compile_scope(grant.granted_by, day, without_delegation=True)
    wanted = Reach(grant.unit.path, grant.below, grant.ceiling)
    return any(line.contains(wanted) for line in giver.reach(grant.right, grant.register))


@lru_cache(maxsize=2000)
def _kept(person_id: UUID, stamp: int, day: date) -> Scope:
    scope = compile_scope(Person.objects.get(pk=person_id), day)
    scope.stamp = stamp
    return scope


@lru_cache(maxsize=4)
def unit_keys(stamp: int) -> dict[str, UUID]:
    """Return {path: key} of all units as they are while `stamp` is current."""
    return dict(Unit.objects.values_list("path", "pk"))


def scope_of(person: Person | None, stamp: int | None = None) -> Scope:
    """Return what `person` may do now. Scopes are kept until units, appointments, grants or shares change.

    `stamp` spares the query for it when the caller (a request) has asked already.
    """
    if person is None:
        return Scope()
    return _kept(person.pk, Stamp.current() if stamp is None else stamp, now().date())
