"""Invent the people of the demonstration: who they are, where they sit and what they do there.

Names are drawn given and family apart, from lists of many cultures, so that a full name stands for nobody.
Seats of annex IV are filled exactly; ordinary staff are added around them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Protocol

from comity.modules.directory.demo_cast import Cast, cast
from comity.modules.directory.demo_work import CATEGORY_ORDER, ordinary, role_of, tongue_of, work_of

# Long enough before the strategy of April 2008 that everyone is in place when the demonstration begins.
EARLIEST, LATEST = date(1998, 1, 1), date(2008, 3, 31)


class UnitLike(Protocol):
    """What is read of a unit here."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def station(self) -> str: ...
    @property
    def ict(self) -> bool: ...


class StationLike(Protocol):
    """What is read of a station here."""

    @property
    def code(self) -> str: ...
    @property
    def country(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who does not exist; `synthetic` is always true."""

    code: str
    name: str
    email: str
    language: str
    station: str
    synthetic: bool = True


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person's place in a unit; `office` is the row of annex IV that counts it, or empty."""

    person: str
    unit: str
    role: str
    category: str
    title: str
    starts: date
    office: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place to be filled."""

    unit: str
    category: str
    office: str = ""


def people(
    units: Sequence[UnitLike],
    stations: Sequence[StationLike],
    counted: Iterable[tuple[str, str, str, int]],
    names: tuple[Sequence[str], Sequence[str]],
) -> tuple[tuple[Person, ...], tuple[Appointment, ...]]:
    """Persons with one appointment each, the counted ones of annex IV first."""
    rng = Random("comity")
    by_code = {unit.code: unit for unit in units}
    country = {station.code: station.country for station in stations}
    waiting = {(c.unit, c.category): c for c in cast()}
    named = _names(rng, names, {c.name for c in cast()})
    numbers = iter(range(len(cast()) + 1, 1_000_000))
    persons, appointments, filled = [], [], dict[str, int]()
    for seat in _seats(units, counted):
        unit, known = by_code[seat.unit], waiting.pop((seat.unit, seat.category), None)
        place = filled[seat.unit] = filled.get(seat.unit, -1) + 1
        code = known.person if known else f"P-{next(numbers):06d}"
        language = known.language if known else tongue_of(country[unit.station], rng)
        name = known.name if known else next(named)
        persons.append(Person(code, name, f"{code.lower()}@demo.comity.example", language, unit.station))
        appointments.append(_appointment(code, unit, seat, place, known, rng))
    return tuple(persons), tuple(appointments)


def _appointment(
    person: str, unit: UnitLike, seat: Seat, place: int, known: Cast | None, rng: Random
) -> Appointment:
    """What the person in this seat does, since when; `place` 0 is the first of the unit, who leads it."""
    starts = EARLIEST + timedelta(days=rng.randrange((LATEST - EARLIEST).days + 1))
    if known:
        return Appointment(person, unit.code, known.role, seat.category, known.title, starts, seat.office)
    role = role_of(unit.code, unit.kind, unit.ict, seat.category, place)
    title = work_of(unit.code, unit.ict, seat.category, role, place)
    return Appointment(person, unit.code, role, seat.category, title, starts, seat.office)


def _seats(units: Sequence[UnitLike], counted: Iterable[tuple[str, str, str, int]]) -> Iterator[Seat]:
    """Every seat, unit by unit; in a unit the cast's and the most senior first."""
    seats: dict[str, list[Seat]] = {unit.code: [] for unit in units}
    for office, unit, category, count in counted:
        seats[unit] += [Seat(unit, category, office)] * count
    held = {unit for unit, found in seats.items() if found}
    for each in units:
        if each.code not in held:
            categories = ordinary(each.code, each.kind, each.ict)
            seats[each.code] += [Seat(each.code, category) for category in categories]
    for member in cast():  # a member of the cast without a seat of annex IV gets one that is not counted
        if all(seat.category != member.category for seat in seats[member.unit]):
            seats[member.unit].append(Seat(member.unit, member.category))
    first = {unit.code: n for n, unit in enumerate(units)}
    everyone = [seat for found in seats.values() for seat in found]
    yield from sorted(everyone, key=lambda s: (not s.office, first[s.unit], CATEGORY_ORDER.index(s.category)))


def _names(rng: Random, names: tuple[Sequence[str], Sequence[str]], taken: set[str]) -> Iterator[str]:
    """Full names, none twice."""
    given, family = names
    while True:
        name = f"{rng.choice(given)} {rng.choice(family)}"
        if name not in taken:
            taken.add(name)
            yield name
