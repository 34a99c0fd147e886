"""The whole of an import: read, compare with what was read before, write what is new, report."""

from collections import Counter
from collections.abc import Callable
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from comity.kernel.audit import journal
from comity.kernel.imports.columns import open_text

from ..models import ImportedCase, LogMapping, Ticket
from ..promises import Promises
from . import reading, writing
from .report import Report
from .story import Teller

CHUNK = 400  # cases in one transaction: others write in between
Progress = Callable[[int, int, str], None]


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
    report, say = Report(dry=dry), progress or (lambda done, total, what: None)
    with open_text(content, archive=True) as lines:
        log = reading.read(
            lines, mapping, report, lambda done: say(0, 0, _("Reading line %(line)s") % {"line": done})
        )
    total = sum(len(events) for events in log.cases.values())
    report.cases = sum(1 for events in log.cases.values() if events)
    say(0, total, _("%(done)s of %(cases)s cases") % {"done": 0, "cases": report.cases})
    teller = Teller(log, mapping, _groups(log, mapping, dry))
    promises, done, states = Promises.of_all_time(), 0, Counter[str]()
    for chunk in reading.chunks(log, CHUNK):
        _chunk(chunk, teller, promises, report, reason)
        for _number, events in chunk:
            states[events[-1].state] += 1
            done += len(events)
        say(
            done,
            total,
            _("%(done)s of %(cases)s cases") % {"done": sum(states.values()), "cases": report.cases},
        )
    report.kept, report.by_state = total, dict(sorted(states.items()))
    report.end()
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
    chunk: list[tuple[str, list[reading.Event]]], teller: Teller, promises: Promises, report: Report, reason: str
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
            report.fault(
                events[0].line,
                _("Case %(number)s was imported before with another history; nothing of it was changed.") % {"number": name},
                kind="differs", kept=True,
            )  # fmt: skip
    report.new, report.extended = report.new + len(fresh), report.extended + len(longer)
    if report.dry or not (fresh or longer):
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
