"""The demonstration: the organisation of A/62/793 through the real write path, and accounts for its cast."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps

from comity.kernel.access.models import Grant
from comity.kernel.actions.verbs import add_many
from comity.kernel.audit import journal
from comity.kernel.audit.actors import System
from comity.kernel.people.models import Account, Appointment, DutyStation, Person, Role, Unit
from comity.kernel.tongues.text import Text

from . import demo_data
from .demo_cast import cast

order = 10
DATA = Path(__file__).parent / "data"
US = System("demo")
Progress = Callable[[int, int, str], None]


def load(progress: Progress) -> None:
    """Write stations, units, roles, persons, appointments, grants and accounts; again is harmless."""
    if Unit.objects.filter(code="UN").exists():
        return
    whole = demo_data.demonstration()
    steps: list[tuple[str, Callable[[], Any]]] = [
        ("duty stations", lambda: _stations(whole)),
        ("units", lambda: _units(whole)),
        ("roles", lambda: _roles(whole)),
        ("persons", lambda: _persons(whole)),
        ("appointments", lambda: _appointments(whole)),
        ("grants", _grants),
        ("accounts", _accounts),
    ]
    with journal.writing(US, "The organisation of A/62/793."):
        for number, (what, step) in enumerate(steps):
            progress(number, len(steps), what)
            step()
    progress(len(steps), len(steps), "")


def _stations(whole: Any) -> None:
    add_many(
        US, DutyStation,
        (
            {"code": s.code, "name": Text(s.names), "country": s.country, "zone": s.zone, "latitude": s.latitude, "longitude": s.longitude}
            for s in whole.stations
        ),
    )  # fmt: skip


def _units(whole: Any) -> None:
    """Parents come first in the file; each level is added together."""
    station = {s.code: s for s in DutyStation.objects.all()}
    waiting = list(whole.units)
    known: dict[str, Unit] = {}
    while waiting:
        level = [u for u in waiting if not u.parent or u.parent in known]
        rows = [
            {
                "code": u.code,
                "name": Text(u.names),
                "kind": u.kind,
                "parent": known.get(u.parent),
                "station": station.get(u.station),
                "function": "ict" if u.ict else "",
            }
            for u in level
        ]
        known |= {unit.code: unit for unit in add_many(US, Unit, rows)}
        waiting = [u for u in waiting if u.code not in known]


def _roles(whole: Any) -> None:
    add_many(
        US, Role, ({"code": r.code, "name": Text(r.names), "purpose": Text(r.purposes)} for r in whole.roles)
    )


def _persons(whole: Any) -> None:
    station = {s.code: s for s in DutyStation.objects.all()}
    rows = (
        {
            "code": p.code, "name": p.name, "email": p.email, "language": p.language,
            "station": station.get(p.station), "synthetic": True,
        }
        for p in whole.persons
    )  # fmt: skip
    add_many(US, Person, rows, checked=True)


def _appointments(whole: Any) -> None:
    person = {p.code: p for p in Person.objects.all()}
    unit = {u.code: u for u in Unit.objects.all()}
    role = {r.code: r for r in Role.objects.all()}
    rows = (
        {
            "person": person[a.person], "unit": unit[a.unit], "role": role[a.role], "category": a.category,
            "title": a.title, "starts": a.starts,
        }
        for a in whole.appointments
    )  # fmt: skip
    add_many(US, Appointment, rows, checked=True)


def _grants() -> None:
    unit = {u.code: u for u in Unit.objects.all()}
    role = {r.code: r for r in Role.objects.all()}
    rows = [
        {
            "role": role[line["role"]] if line["role"] else None, "right": line["right"],
            "register": line["register"], "unit": unit[line["unit"]] if line["unit"] else None,
            "below": line["below"] == "1", "ceiling": int(line["ceiling"]), "source": line["source"],
        }
        for line in _lines("grants.csv")
    ]  # fmt: skip
    add_many(US, Grant, rows)


def _lines(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a data file of this name, from every module that brings one."""
    for card in apps.get_app_configs():
        path = Path(card.path) / "data" / name
        if card.name.startswith("comity.modules.") and path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)


def _accounts() -> None:
    """Give the cast accounts without a password: one click enters them, in the demonstration only."""
    person = {p.code: p for p in Person.objects.filter(code__in=[one.person for one in cast()])}
    with (DATA / "cast_labels.csv").open(encoding="utf-8", newline="") as file:
        labels = {line.pop("key"): Text(line) for line in csv.DictReader(file)}
    for one in cast():
        who = person[one.person]
        Account.objects.create_user(
            f"demo-{one.key}", None, person=who, email=who.email, language=one.language, demo=True,
            demo_label=labels[one.key],
        )  # fmt: skip
