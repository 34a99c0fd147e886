"""The whole of an import: read, compare with what was read before, write what is new, report."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from comity.kernel.audit import journal

from ..models import ImportedCase, LogMapping, Ticket
from ..promises import Promises
from . import reading, writing
from .story import Teller

CHUNK = 400  # cases in one transaction: others write in between
Progress = Callable[[int, int, str], None]


@dataclass
class Report:
    """What an import found and did. Events read are those kept, doubled and skipped, together."""

    events: int = 0
    cases: int = 0
    kept: int = 0
    duplicates: int = 0
    skipped: int = 0
    new: int = 0
    extended: int = 0
    unchanged: int = 0
    differing: int = 0
    written: int = 0
    seconds: float = 0.0
    by_state: dict[str, int] = field(default_factory=dict)
    faults_by_kind: dict[str, int] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    dry: bool = False

    @property
    def per_second(self) -> int:
        return round(self.written / self.seconds) if self.seconds else 0


def load(
    content: BinaryIO,
    mapping: LogMapping,
    progress: Progress | None = None,
    *,
    dry: bool = False,
    reason: str = "",
) -> Report:
    """Import the log in `content` (a CSV file, or a ZIP archive with one); `dry` only says what would happen. May be repeated and cut off at any time.

    `progress` is called with (events done, events in all, words) between transactions.
    """
    began = time.monotonic()
    say = progress or (lambda done, total, what: None)
    with reading.open_text(content) as lines:
        log = reading.read(
            lines, mapping, lambda done: say(0, 0, _("Reading line %(line)s") % {"line": done})
        )
    total = sum(len(events) for events in log.cases.values())
    report = Report(
        events=log.read, cases=sum(1 for e in log.cases.values() if e), duplicates=log.duplicates, dry=dry
    )
    teller = Teller(log, mapping, _groups(log, mapping, dry))
    promises, done, states = Promises.of_all_time(), 0, Counter[str]()
    for chunk in reading.chunks(log, CHUNK):
        _chunk(
            chunk,
            log,
            teller,
            promises,
            report,
            dry,
            reason,
        )
        for _number, events in chunk:
            states[events[-1].state] += 1
            done += len(events)
        say(
            done,
            total,
            _("%(done)s of %(cases)s cases") % {"done": sum(states.values()), "cases": report.cases},
        )
    report.kept, report.by_state = total, dict(sorted(states.items()))
    report.skipped, report.faults_by_kind = log.skipped, dict(log.by_kind)
    report.faults = [vars(one) for one in log.faults]
    report.seconds = round(time.monotonic() - began, 2)
    return report


def _groups(log: reading.Log, mapping: LogMapping, dry: bool) -> dict[str, Any]:
    """Return the groups named in the log; a dry run adds none."""
    column = mapping.columns.get("group")
    if not isinstance(column, str) or dry:
        return {}
    place, missing = log.columns[column], {*mapping.missing, ""}
    names = {event.row[place] for events in log.cases.values() for event in events} - missing
    return writing.find_groups(names, mapping.unit)


def _chunk(
    chunk: list[tuple[str, list[reading.Event]]], log: reading.Log, teller: Teller, promises: Promises, report: Report,
    dry: bool, reason: str,
) -> None:  # fmt: skip
    """Sort a chunk into new, longer, the same and different; write the first two."""
    known = {
        case.number: case for case in ImportedCase.objects.filter(number__in=[name for name, _e in chunk])
    }
    fresh, longer = [], []
    for name, events in chunk:
        case = known.get(name)
        digest = reading.digest_of(events)
        if case is None:
            fresh.append((teller.tell(name, events), teller.title(events[0]), digest, len(events)))
        elif case.digest == digest:
            report.unchanged += 1
        elif len(events) > case.events and reading.digest_of(events[: case.events]) == case.digest:
            longer.append((case, events, digest))
        else:
            report.differing += 1
            log.fault(
                events[0].line, "differs",
                _("Case %(number)s was imported before with another history; nothing of it was changed.") % {"number": name},
                kept=True,
            )  # fmt: skip
    report.new, report.extended = report.new + len(fresh), report.extended + len(longer)
    if dry or not (fresh or longer):
        return
    with journal.writing(writing.US, reason):
        if fresh:
            writing.store_new(fresh, teller.mapping, promises)
        for case, events, digest in longer:
            ticket = Ticket.objects.select_related("unit").get(pk=case.ticket_id)
            before = {
                "state": ticket.state, "state_since": ticket.state_since, "resolved_at": ticket.resolved_at,
                "closed_at": ticket.closed_at, "group": ticket.group_id,
            }  # fmt: skip
            story = teller.tell(case.number, events[case.events :], before)
            writing.extend(case, ticket, story, digest, len(events))
            report.written += len(story.turns)
    report.written += sum(count for _story, _title, _digest, count in fresh)
