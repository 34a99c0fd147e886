"""Invented tickets with their journal entries, as plain values ready for the database; nothing random but the seed.

One ticket is one entry ("add", with the state it is in now) and one history for its clocks. Moments are whole
seconds, keys follow the time of asking, so that the tables grow at their end as they do in life.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import orjson

from comity.kernel.audit.journal import canonical
from comity.kernel.audit.models import Entry
from comity.kernel.audit.snapshot import tracked_fields
from comity.kernel.base.ids import uuid7
from comity.kernel.clocks.history import History
from comity.modules.desk.models import Ticket

from .words import told

KIND = "desk.ticket"
DAY = 86400
YEARS = 3
# Of a hundred tickets so many have each priority; (impact, urgency) give it by the standing rule.
PRIORITIES = ((1, 2, (1, 1)), (2, 8, (1, 2)), (3, 30, (2, 2)), (4, 45, (2, 3)), (5, 15, (3, 3)))
LONG_OPEN, FRESH_DAYS = 0.012, 16  # what stays open for ever, and how fast the others are solved
moment = partial(datetime.fromtimestamp, tz=UTC)


@dataclass(slots=True)
class Line:
    """A journal entry as plain values; `Entry.digest` reads it like an entry."""

    id: UUID
    stream: str
    seq: int
    at: datetime
    happened_at: datetime
    person_id: UUID
    actor: str
    object_id: UUID
    after: str
    kind: str = KIND
    verb: str = "add"
    before: str = ""
    reason: str = ""
    request_id: str = ""
    hash: str = ""


@dataclass
class Stock:
    """What tickets refer to: rows of the demonstration, as keys."""

    units: list[UUID]
    people: list[tuple[UUID, str, UUID | None]]  # key, name, duty station
    groups: list[tuple[UUID, list[UUID]]]  # key, members
    services: list[tuple[UUID, list[UUID]]]  # key, offerings
    promises: Any


@dataclass
class Maker:
    """Makes `count` tickets that end at `until` (UTC seconds), in the order of asking."""

    stock: Stock
    count: int
    until: int
    node: str
    seq: int
    head: str
    numbers: Counter[str] = field(default_factory=Counter)
    random: Random = field(default_factory=lambda: Random(20261125))

    def __post_init__(self) -> None:
        self.fields = tracked_fields(Ticket)
        skip = {"id", "entry_id", "version", "created_at", "changed_at"}
        self.names = [f.name for f in Ticket._meta.local_concrete_fields if f.name not in skip]
        self.standing = {f.name: f.get_default() for f in Ticket._meta.local_concrete_fields}
        self.begins = self.until - YEARS * 365 * DAY

    def tickets(self) -> Iterator[tuple[dict[str, Any], Line, History]]:
        """Yield (values by field name, sealed entry, history) of each ticket."""
        step = (self.until - self.begins - 600) / self.count
        for number in range(self.count):
            opened = int(self.begins + step * number)
            yield self.one(number, opened)

    def one(self, number: int, opened: int) -> tuple[dict[str, Any], Line, History]:
        """Invent one ticket."""
        random, key = self.random, uuid7(opened * 1000 + number % 1000)
        priority, (impact, urgency) = self.priority()
        service, offerings = random.choice(self.stock.services)
        group, members = random.choice(self.stock.groups)
        who, name, station = random.choice(self.stock.people)
        kind = "incident" if random.random() < 0.6 else "request"
        moves = self.moves(opened, priority)
        since, state = moves[-1]
        at = {named: moment(t) for t, named in moves}
        title, description = told(random, number)
        values = {
            **self.standing, "id": key, "title": title, "description": description, "state": state,
            "state_since": moment(since), "ticket_type": kind, "service": service, "requester": who, "opened_by": who,
            "offering": random.choice(offerings) if offerings and random.random() < 0.7 else None,
            "unit": random.choice(self.stock.units), "station": station, "priority": priority, "impact": impact,
            "urgency": urgency, "group": group, "opened_at": moment(opened), "created_at": moment(opened),
            "changed_at": moment(since), "version": 1, "classification": self.level(), "answers": [], "kept": {},
            "assignee": random.choice(members) if state != "new" and members else None,
            "resolved_at": at.get("resolved"), "closed_at": at.get("closed") or at.get("cancelled"),
            "reference": self.reference(kind, at["new"].year), "source": "bench",
        }  # fmt: skip
        if state in ("resolved", "closed"):
            values |= {"resolution": "Done.", "resolution_code": "solved"}
        definitions = self.stock.promises.of(kind, service, values["offering"], group, priority)
        return values, self.entry(values, who, name), History(KIND, key, definitions, moves)

    def priority(self) -> tuple[int, tuple[int, int]]:
        """Draw a priority with its impact and urgency."""
        drawn = self.random.randrange(100)
        for number, share, why in PRIORITIES:
            if drawn < share:
                return number, why
            drawn -= share
        raise AssertionError("The shares are a hundred together.")

    def level(self) -> int:
        """Draw a classification: 97 of a hundred are unclassified."""
        drawn = self.random.random()
        return 0 if drawn < 0.97 else 1 if drawn < 0.995 else 2

    def moves(self, opened: int, priority: int) -> list[tuple[int, str]]:
        """Invent what a ticket went through: the older it is, the surer it is closed."""
        random, age = self.random, (self.until - opened) / DAY
        found, open_still = [(opened, "new")], random.random() < LONG_OPEN + 0.9 * math.exp(-age / FRESH_DAYS)
        pace = (0.25, 0.5, 1.0, 2.0, 4.0)[priority - 1]
        if open_still and random.random() < 0.25:
            return found
        steps = ["assigned", "in_progress"]
        if random.random() < 0.25:
            steps += [random.choice(("waiting_user", "waiting_user", "waiting_supplier")), "in_progress"]
        if open_still:
            steps = steps[: random.randrange(1, len(steps) + 1)]
        elif random.random() < 0.03:
            steps = ["cancelled"]
        else:
            steps += ["resolved", "closed"]
        now = float(opened)
        for state in steps:
            mean = {"resolved": 20 * 3600, "closed": 5 * DAY}.get(state, 2 * 3600)
            now += 60 + random.expovariate(1 / (mean * (1 if state == "closed" else pace)))
            if now > self.until - 60:
                break
            found.append((int(now), state))
        return found

    def reference(self, kind: str, year: int) -> str:
        """Give the next reference of a kind in a year."""
        series = f"{'REQ' if kind == 'request' else 'INC'}-{self.node}-{year}"
        self.numbers[series] += 1
        return f"{series}-{self.numbers[series]:06}"

    def entry(self, values: dict[str, Any], who: UUID, name: str) -> Line:
        """Write and seal the journal entry of a ticket."""
        after = canonical({f.name: values[f.name] for f in self.fields})
        self.seq += 1
        opened = values["opened_at"]
        key = uuid7(int(opened.timestamp() * 1000) + 1)
        line = Line(key, self.node, self.seq, opened, opened, who, name, values["id"], after)
        line.hash = self.head = Entry.digest(line, self.seq, self.head)  # type: ignore[arg-type]
        values["entry_id"] = key
        return line


def row(values: dict[str, Any], names: list[str]) -> list[Any]:
    """Return values in the form that `clocks.raw.insert` takes: moments as seconds, keys as hex, JSON as text."""
    return [_plain(values[name]) for name in names]


def _plain(value: Any) -> Any:
    match value:
        case UUID():
            return value.hex
        case datetime():
            return int(value.timestamp())
        case dict() | list():
            return orjson.dumps(value).decode()
    return value
