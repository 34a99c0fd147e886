"""A branch of the organisation: its units as at a day, and how many people are appointed in each."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from comity.kernel.access.rules import visible_to
from comity.kernel.people.models import Appointment, Dated, Unit

MOST = 60  # units that one picture shows before it stops a level higher
LEVELS = 3


@dataclass
class Branch:
    """A unit, the parts that are shown, and the people appointed in it and in it or below."""

    unit: Unit
    level: int
    here: int = 0
    below: int = 0
    hidden: int = 0
    parts: list["Branch"] = field(default_factory=list)

    def lines(self) -> Iterator["Branch"]:
        """Yield this and every shown part, parents first."""
        yield self
        for part in self.parts:
            yield from part.lines()


def branch(person: Any, scope: Any, root: Unit, day: date | None = None) -> Branch:
    """Return the branch of `root` with as many of its levels (up to three) as one picture holds: four queries."""
    units = visible_to(
        person, Unit.objects.filter(Dated.current(day), path__startswith=root.path), "view", scope
    )
    found = sorted(units.select_related("station"), key=lambda unit: unit.path)
    depth = {unit.path: unit.path.count("/") - root.path.count("/") for unit in found}
    shown = next((n for n in range(LEVELS, 0, -1) if sum(d <= n for d in depth.values()) <= MOST), 1)
    people = counted(visible_to(person, Appointment.objects.all(), "view", scope), root, day)
    top = Branch(root, 0, *people.get(root.path, (0, 0)))
    made = {root.path: top}
    for unit in found:
        above = made.get(unit.path[: unit.path[:-1].rfind("/") + 1])
        if unit.path == root.path or above is None:
            continue
        if depth[unit.path] > shown:
            above.hidden += 1
            continue
        made[unit.path] = Branch(unit, depth[unit.path], *people.get(unit.path, (0, 0)))
        above.parts.append(made[unit.path])
    return top


def counted(rows: "QuerySet[Appointment]", root: Unit, day: date | None = None) -> dict[str, tuple[int, int]]:
    """Return {path: (persons here, persons here and below)}; who has two places below a unit counts once there."""
    current = rows.filter(Dated.current(day), unit__path__startswith=root.path).order_by()
    here = dict(current.values_list("unit__path").annotate(Count("person", distinct=True)))
    below: Counter[str] = Counter()
    for path, number in here.items():
        below.update(dict.fromkeys(above(path), number))
    several = current.values("person").annotate(places=Count("unit", distinct=True)).filter(places__gt=1)
    paths: dict[Any, set[str]] = defaultdict(set)
    for person, path in current.filter(person__in=several.values("person")).values_list(
        "person", "unit__path"
    ):
        paths[person].add(path)
    for places in paths.values():
        seen = Counter(one for path in places for one in above(path))
        below.subtract({path: times - 1 for path, times in seen.items() if times > 1})
    return {path: (here.get(path, 0), number) for path, number in below.items()}


def above(path: str) -> list[str]:
    """Return the paths of a unit and of all above it, the root first."""
    return [path[: i + 1] for i, letter in enumerate(path) if letter == "/" and i]
