"""Lines of a log become events of cases; what is wrong with a line is said with its number."""

import csv
import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, TextIO
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from comity.kernel.base.errors import Refused

from ..models import LogMapping

MOST_FAULTS = 1000


@dataclass(slots=True)
class Event:
    """One line: when (UTC seconds), its place among lines of one moment, the state, the columns used."""

    line: int
    at: int
    order: int
    state: str
    row: tuple[str, ...]


@dataclass
class Fault:
    """What is wrong with a line; `kept` when its event is used all the same."""

    line: int
    kind: str
    sentence: str
    kept: bool = False


@dataclass
class Log:
    """All cases of a log, in the order in which they first appear."""

    columns: dict[str, int]
    cases: dict[str, list[Event]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)
    read: int = 0
    skipped: int = 0
    duplicates: int = 0

    def fault(self, line: int, kind: str, sentence: str, kept: bool = False) -> None:
        """Note a fault; all are counted, the first thousand are kept."""
        self.by_kind[kind] += 1
        self.skipped += 0 if kept else 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(line, kind, sentence, kept))


def open_text(content: BinaryIO) -> TextIO:
    """Read a CSV file, or the only one in a ZIP archive, as text."""
    if not zipfile.is_zipfile(content):
        content.seek(0)
        return io.TextIOWrapper(content, encoding="utf-8-sig", errors="replace", newline="")
    archive = zipfile.ZipFile(content)
    names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
    if len(names) != 1:
        raise Refused(_("The archive must hold exactly one CSV file."))
    return io.TextIOWrapper(archive.open(names[0]), encoding="utf-8-sig", errors="replace", newline="")


def read(lines: TextIO, mapping: LogMapping, progress: Any = None) -> Log:
    """Read a whole log; the first line names the columns."""
    rows = csv.reader(lines)
    heads = next(rows, [])
    log = Log(_places(heads, mapping))
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
        log.read += 1
        if progress and log.read % 5000 == 0:
            progress(log.read)
        if len(row) != len(heads):
            log.fault(line, "width", _("Line %(line)s has %(found)s columns instead of %(wanted)s.") % {
                "line": line, "found": len(row), "wanted": len(heads)})  # fmt: skip
            continue
        if row[number] in missing:
            log.fault(
                line, "number", _("Line %(line)s does not say which case it belongs to.") % {"line": line}
            )
            continue
        if row[state] not in mapping.states:
            log.fault(line, "state", _("Line %(line)s: the state “%(word)s” is not in the mapping.") % {
                "line": line, "word": row[state]})  # fmt: skip
            continue
        at = when.second(row[updated])
        if at is None:
            log.fault(line, "date", _("Line %(line)s: “%(word)s” is not a date of the form %(form)s.") % {
                "line": line, "word": row[updated], "form": mapping.date_format})  # fmt: skip
            continue
        used = tuple(shared.setdefault(row[place], row[place]) for place in wanted)
        case, name = log.cases.setdefault(row[number], []), row[number]
        if used in seen.setdefault(name, set()):
            log.duplicates += 1
            continue
        seen[name].add(used)
        place = int(row[order]) if order is not None and row[order].isdigit() else 0
        case.append(Event(line, at, place, mapping.states[row[state]], used))
    log.columns = {name: place for place, name in enumerate(log.columns)}
    for events in log.cases.values():
        events.sort(key=lambda event: (event.at, event.order, event.line))
    return log


def _places(heads: list[str], mapping: LogMapping) -> dict[str, int]:
    """Return {column: place} of the columns that the mapping uses; refuse a file that lacks one."""
    used = [
        name for value in mapping.columns.values() for name in (value if isinstance(value, list) else [value])
    ]
    places = {name: place for place, name in enumerate(heads)}
    # In one order whatever the database made of the mapping, because digests are compared.
    wanted = sorted({*used, *mapping.kept})
    lacking = [name for name in wanted if name not in places]
    if lacking:
        raise Refused(
            _(
                "The file lacks these columns of the mapping: %(columns)s. Its first line must name its columns."
            )
            % {"columns": ", ".join(lacking)}
        )
    return {name: places[name] for name in wanted}


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
