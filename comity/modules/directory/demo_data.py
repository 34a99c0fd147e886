"""Tell the demonstration: the organisation of A/62/793, with people who do not exist.

Pure functions from the files in `data/` to plain dataclasses; whoever loads them writes them through
`actions`. The same every time: nothing here asks the clock, the network or a random source without a seed.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.modules.directory.demo_cast import Cast, cast
from comity.modules.directory.demo_people import Appointment, Person, people

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")
# The categories of annex IV that hold people; "international" and "total" are sums of these.
CATEGORIES = ("D", "P", "FS", "GS", "local", "UNV", "ICC", "contractual")
INTERNATIONAL = CATEGORIES[:4]

__all__ = ["Appointment", "Cast", "Demonstration", "Person", "demonstration"]


@dataclass(frozen=True, slots=True)
class Station:
    """A place of work; `country` is ISO 3166-1 alpha-2 and expresses no view on status (data/README.md)."""

    code: str
    names: dict[str, str]
    country: str
    zone: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the organisation; `ict` marks the units whose people annex IV counts."""

    code: str
    parent: str
    kind: str
    names: dict[str, str]
    station: str
    ict: bool
    source: str


@dataclass(frozen=True, slots=True)
class Role:
    """A standing role, and what it is for."""

    code: str
    names: dict[str, str]
    purposes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Office:
    """A row of annex IV: `counts` by category; `units` are the tops of the branches it is spread over."""

    code: str
    name: str
    counts: dict[str, int]
    international: int
    total: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Everything to load, each list in an order in which it can be written (parents before children)."""

    stations: tuple[Station, ...]
    units: tuple[Unit, ...]
    roles: tuple[Role, ...]
    persons: tuple[Person, ...]
    appointments: tuple[Appointment, ...]
    cast: tuple[Cast, ...]


def _rows(name: str) -> list[dict[str, str]]:
    """The rows of one of our files."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _six(row: dict[str, str], column: str = "name") -> dict[str, str]:
    """The six texts of a column by language."""
    return {language: row[f"{column}_{language}"] for language in LANGUAGES}


@cache
def stations() -> tuple[Station, ...]:
    """The duty stations."""
    return tuple(
        Station(r["code"], _six(r), r["country"], r["zone"], float(r["latitude"]), float(r["longitude"]))
        for r in _rows("stations.csv")
    )


@cache
def units() -> tuple[Unit, ...]:
    """The tree of units under the Secretariat (code UN), parents first."""
    return tuple(
        Unit(r["code"], r["parent"], r["kind"], _six(r), r["station"], bool(r["ict"]), r["source"])
        for r in _rows("units.csv")
    )


@cache
def roles() -> tuple[Role, ...]:
    """The standing roles."""
    return tuple(Role(r["code"], _six(r), _six(r, "purpose")) for r in _rows("roles.csv"))


@cache
def offices() -> tuple[Office, ...]:
    """The nine offices of annex IV in printed order, without the line of totals (it is a sum)."""
    return tuple(
        Office(
            r["office"],
            r["name"],
            {category: int(r[category]) for category in CATEGORIES},
            int(r["international"]),
            int(r["total"]),
            tuple(r["units"].split()),
        )
        for r in _rows("personnel.csv")
        if r["office"] != "TOTAL"
    )


@cache
def seats() -> tuple[tuple[str, str, str, int], ...]:
    """How many people of annex IV sit where: (office, unit, category, count), count above zero."""
    return tuple(
        (r["office"], r["unit"], category, int(r[category]))
        for r in _rows("personnel_units.csv")
        for category in CATEGORIES
        if int(r[category])
    )


@cache
def office_of_units() -> dict[str, str]:
    """The row of annex IV each unit is counted in; units outside its nine offices are left out."""
    tops = {top: office.code for office in offices() for top in office.units}
    found: dict[str, str] = {}
    for unit in units():  # parents come first, so a branch inherits from its top
        office = tops.get(unit.code) or found.get(unit.parent)
        if office:
            found[unit.code] = office
    return found


@cache
def demonstration() -> Demonstration:
    """The whole demonstration, always the same."""
    persons, appointments = people(units(), stations(), seats(), _given_and_family())
    return Demonstration(stations(), units(), roles(), persons, appointments, cast())


def _given_and_family() -> tuple[list[str], list[str]]:
    """Given and family names of many cultures, each once, in the order of the file."""
    found: dict[str, dict[str, None]] = {"given": {}, "family": {}}
    for row in _rows("names.csv"):
        found[row["part"]].update(dict.fromkeys(row["names"].split()))
    return list(found["given"]), list(found["family"])
