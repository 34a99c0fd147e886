"""*Why this time?*: every counted and uncounted interval behind the promised times of a ticket."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from comity.kernel.base.moment import now
from comity.kernel.clocks import run, words
from comity.kernel.clocks.ledger import Line, Stage
from comity.kernel.clocks.store import moment

from ..queries import chip_of, main_promise
from .reader import for_person, ticket_of

MOST = 200  # intervals of one clock that are shown; older ones are summed up in a sentence


@for_person
def why(request: Any, pk: Any) -> HttpResponse:
    """Show each clock of a ticket with its strip and its table, in the reader's zone and language."""
    ticket = ticket_of(request, pk)
    found = [c for c in run.clocks_of("desk.ticket", [ticket.pk])[ticket.pk] if c.stage != Stage.CANCELLED]
    first = main_promise([clock.definition for clock in found])
    found.sort(key=lambda clock: (clock.definition != first, clock.definition.code))
    mine = ticket.requester_id == request.person.pk  # type: ignore[attr-defined]
    clocks = [_shown(clock, chip_of(clock, mine), mine) for clock in found]
    context = {"ticket": ticket, "clocks": clocks, "mine": mine, "where": "desk.views.time.why"}
    return render(request, "desk/time.html", context)


def _shown(clock: Any, chip: Any, mine: bool) -> dict[str, Any]:
    explained = run.explain(clock, now())
    lines = explained.lines
    counted = sum(line.end - line.start for line in lines if line.counted and not line.ahead)
    return {
        "clock": clock, "chip": chip, "name": clock.definition.name, "code": clock.definition.code,
        "kind": clock.definition.get_kind_display(), "calendar": clock.definition.calendar,
        "zone": words.place(clock.definition.calendar.zone),
        "promise": clock.definition, "minutes": words.duration((clock.definition.minutes or 0) * 60),
        "provisional": explained.reading.provisional, "due": clock.due_at, "counted": words.duration(counted),
        "left_out": max(0, len(lines) - MOST), "lines": [_line(line, mine) for line in lines[-MOST:]],
        "strip": strip_of(lines),
    }  # fmt: skip


def _line(line: Line, mine: bool) -> dict[str, Any]:
    return {
        "start": moment(line.start), "end": moment(line.end), "counted": line.counted, "ahead": line.ahead,
        "why": words.why(line, mine), "length": words.duration(line.end - line.start),
    }  # fmt: skip


def strip_of(lines: list[Line]) -> list[dict[str, Any]]:
    """Return the intervals as parts of a strip 1,000 wide: {x, width, kind}."""
    if not lines:
        return []
    start, end = lines[0].start, max(line.end for line in lines)
    whole = max(1, end - start)
    return [
        {
            "x": round(1000 * (line.start - start) / whole, 2),
            "width": max(0.5, round(1000 * (line.end - line.start) / whole, 2)),
            "kind": "ahead" if line.ahead and line.counted else "counted" if line.counted else line.why,
        }
        for line in lines
        if line.end > line.start
    ]
