"""Lines of a log become events of cases; what is wrong with a line is said with its number."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from comity.kernel.imports.columns import places

from ..models import LogMapping
from .report import Report


@dataclass(slots=True)
class Event:
    """One line: when (UTC seconds), its place among lines of one moment, the state, the columns used."""

    line: int
    at: int
    order: int
    state: str
    row: tuple[str, ...]


@dataclass
class Log:
    """All cases of a log, in the order in which they first appear."""

    columns: dict[str, int]
    cases: dict[str, list[Event]] = field(default_factory=dict)


def read(lines: TextIO, mapping: LogMapping, report: Report, progress: Any = None) -> Log:
    """Read a whole log; the first line names the columns. What is wrong with a line goes to the report."""
    rows = csv.reader(lines)
    heads = next(rows, [])
    log = Log(places(heads, wanted_of(mapping)))
    wanted, when = list(log.columns.values()), Moments(mapping)
    number, state, updated = (
        log.columns[mapping.columns[name]] for name in ("number", "state", "updated_at")
    )
    order = log.columns.get(mapping.columns.get("order", ""))
    shared: dict[str, str] = {}
    seen: dict[str, set[tuple[str, ...]]] = {}
    missing = set(mapping.missing) | {""}
    for row in rows:
        line = rows.line_num
        report.events += 1
        if progress and report.events % 5000 == 0:
            progress(report.events)
        if len(row) != len(heads):
            report.fault(line, _("Line %(line)s has %(found)s columns instead of %(wanted)s.") % {
                "line": line, "found": len(row), "wanted": len(heads)}, kind="width")  # fmt: skip
            continue
        if row[number] in missing:
            report.fault(
                line,
                _("Line %(line)s does not say which case it belongs to.") % {"line": line},
                kind="number",
            )
            continue
        if row[state] not in mapping.states:
            report.fault(line, _("Line %(line)s: the state “%(word)s” is not in the mapping.") % {
                "line": line, "word": row[state]}, kind="state")  # fmt: skip
            continue
        at = when.second(row[updated])
        if at is None:
            report.fault(line, _("Line %(line)s: “%(word)s” is not a date of the form %(form)s.") % {
                "line": line, "word": row[updated], "form": mapping.date_format}, kind="date")  # fmt: skip
            continue
        used = tuple(shared.setdefault(row[place], row[place]) for place in wanted)
        case, name = log.cases.setdefault(row[number], []), row[number]
        if used in seen.setdefault(name, set()):
            report.duplicates += 1
            continue
        seen[name].add(used)
        place = int(row[order]) if order is not None and row[order].isdigit() else 0
        case.append(Event(line, at, place, mapping.states[row[state]], used))
    log.columns = {name: place for place, name in enumerate(log.columns)}
    for events in log.cases.values():
        events.sort(key=lambda event: (event.at, event.order, event.line))
    return log


def wanted_of(mapping: LogMapping) -> list[str]:
    """Return the columns that the mapping uses, in one order whatever the database made of it: digests are compared."""
    used = [
        name for value in mapping.columns.values() for name in (value if isinstance(value, list) else [value])
    ]
    return sorted({*used, *mapping.kept})


class Moments:
    """Reads dates of one form and zone; the same words are read once."""

    def __init__(self, mapping: LogMapping):
        self.form, self.zone = mapping.date_format, ZoneInfo(mapping.zone)
        self.known: dict[str, int | None] = {}

    def second(self, words: str) -> int | None:
        """Return UTC seconds; None when it is no date."""
        if words not in self.known:
            try:
                self.known[words] = int(
                    datetime.strptime(words, self.form).replace(tzinfo=self.zone).timestamp()
                )
            except (ValueError, OverflowError):
                self.known[words] = None
        return self.known[words]


def digest_of(events: list[Event]) -> str:
    """Return what stands for these events in this order."""
    made = hashlib.sha256()
    for event in events:
        made.update("\x1f".join(event.row).encode())
        made.update(b"\x1e")
    return made.hexdigest()


def chunks(log: Log, size: int) -> Iterator[list[tuple[str, list[Event]]]]:
    """Yield the cases that have events, `size` at a time."""
    some: list[tuple[str, list[Event]]] = []
    for case in log.cases.items():
        if not case[1]:
            continue
        some.append(case)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
