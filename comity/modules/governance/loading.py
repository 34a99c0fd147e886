"""The constitutions that come with Comity, from the files in `data/`: what is there already is left alone.

The files have the columns of the registers, so that an administrator can also take one, change it and import it.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models

from comity.kernel.actions.verbs import add_many, take
from comity.kernel.audit import journal
from comity.kernel.audit.actors import Actor
from comity.kernel.base.models import Tracked
from comity.kernel.people.models import Person, Unit
from comity.kernel.tongues.text import Text, TranslatedField

from .models import Accountability, Body, Constitution, Mandate, Matter, Programme, Seat

DATA = Path(__file__).parent / "data"
FIRST: list[tuple[str, type[Tracked]]] = [
    ("programmes.csv", Programme), ("matters.csv", Matter), ("constitutions.csv", Constitution), ("bodies.csv", Body),
]  # fmt: skip
THEN: list[tuple[str, type[Tracked]]] = [("mandates.csv", Mandate), ("accountability.csv", Accountability)]


def lines(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load(actor: Actor, adopt: str = "2008") -> dict[str, int]:
    """Write both constitutions, adopt one where none stands yet, and return how many rows each table got."""
    counts = {}
    with journal.writing(actor, "The constitutions of A/62/793 and A/77/489."):
        for name, model in FIRST:
            counts[model.kind_name()] = _table(actor, name, model)
        if adopt and not Constitution.objects.exclude(state="prepared").exists():
            take(actor, (chosen := Constitution.objects.get(code=adopt)), "adopt", starts=chosen.starts)
        for name, model in THEN:
            counts[model.kind_name()] = _table(actor, name, model)
    return counts


def _table(actor: Actor, name: str, model: Any) -> int:
    """Write the lines of a file that are not there yet; bodies wait for the body they report to."""
    known = set(model._default_manager.values_list("code", flat=True))
    waiting = [line for line in lines(name) if line["code"] not in known]
    written = 0
    while waiting:
        now = [line for line in waiting if not line.get("parent") or line["parent"] in known]
        if not now:
            raise ValueError(f"{name}: no line for {sorted(line['parent'] for line in waiting)}.")
        add_many(actor, model, _rows(model, now), checked=True)  # a test validates every line of these files
        known |= {line["code"] for line in now}
        waiting = [line for line in waiting if line["code"] not in known]
        written += len(now)
    return written


def _rows(model: type[Tracked], read: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """Turn texts into values: languages together, rows of other tables by code."""
    fields: dict[str, Any] = {f.name: f for f in model._meta.local_concrete_fields}
    targets = {
        n: _by_code(f.related_model) for n, f in fields.items() if f.is_relation and n != "alternate_for"
    }
    for line in read:
        values: dict[str, Any] = {}
        for head, text in line.items():
            name, _dot, language = head.partition(".")
            if isinstance(fields[name], TranslatedField):
                values.setdefault(name, Text()).update({language: text} if text else {})
            elif text:
                values[name] = _value(fields[name], text, targets)
        yield values


def _value(field: Any, text: str, targets: dict[str, dict[str, Any]]) -> Any:
    if field.is_relation:
        return targets[field.name][text]
    if isinstance(field, models.DateField):
        return date.fromisoformat(text)
    if isinstance(field, models.BooleanField):
        return text == "true"
    return field.to_python(text)


def _by_code(model: Any) -> dict[str, Any]:
    return {row.code: row for row in model._default_manager.all()} if model in KNOWN else {}


KNOWN = (Programme, Matter, Constitution, Body, Unit, Person)


def seat(actor: Actor, name: str = "demo_seats.csv") -> int:
    """Fill the seats of the demonstration."""
    return len(add_many(actor, Seat, _rows(Seat, list(lines(name)))))
