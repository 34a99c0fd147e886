"""*Why this time?*: every counted and uncounted interval behind the promised times of a ticket."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from comity.kernel.base.moment import now
from comity.kernel.clocks import run, words
from comity.kernel.clocks.ledger import Line, Stage
from comity.kernel.clocks.store import moment
from comity.kernel.shell.charts import Interval, interval_strip

from ..promises import main_promise
from ..queries import chip_of
from .reader import for_person, ticket_of

MOST = 200  # intervals of one clock that are shown; older ones are summed up in a sentence


@for_person
def why(request: Any, pk: Any) -> HttpResponse:
    """Show each clock of a ticket with its strip and its table, in the reader's zone and language."""
    ticket = ticket_of(request, pk)
    found = [c for c in run.clocks_of("desk.ticket", [ticket.pk])[ticket.pk] if c.stage != Stage.CANCELLED]
    first = main_promise([clock.definition for clock in found])
    found.sort(key=lambda clock: (clock.definition != first, clock.definition.code))
    mine = ticket.requester_id == request.person.pk
    clocks = [_shown(clock, chip_of(clock, mine), mine) for clock in found]
    context = {"ticket": ticket, "clocks": clocks, "mine": mine, "where": "desk.views.time.why"}
    return render(request, "desk/time.html", context)


def _shown(clock: Any, chip: Any, mine: bool) -> dict[str, Any]:
    explained = run.explain(clock, now())
    lines = explained.lines
    counted = sum(line.end - line.start for line in lines if line.counted and not line.ahead)
    return {
        "clock": clock, "chip": chip, "name": clock.definition.name, "code": clock.definition.code,
        "calendar": clock.definition.calendar, "zone": words.place(clock.definition.calendar.zone),
        "promise": clock.definition, "minutes": words.duration((clock.definition.minutes or 0) * 60),
        "counted": words.duration(counted), "left_out": max(0, len(lines) - MOST),
        "chart": _strip(clock, explained, lines[-MOST:], mine),
    }  # fmt: skip


def _strip(clock: Any, explained: Any, lines: list[Line], mine: bool) -> Any:
    """Draw the intervals; the title says what they lead to."""
    rule = clock.definition.calendar.name
    parts = [
        Interval(
            moment(line.start), moment(line.end), line.counted, words.why(line, mine),
            rule if line.why in ("open", "closed", "holiday", "exception") else "", line.why == "paused", line.ahead,
        )
        for line in lines
    ]  # fmt: skip
    place = words.place(str(get_current_timezone()))
    # Of a paused clock the reading, not the row, says when it would be due if work went on now.
    due = moment(explained.reading.due_at) if explained.reading.due_at else None
    return interval_strip(
        parts, words.due(explained.reading), due, now(),
        subtitle=_("What counts and what does not, in the time of %(place)s") % {"place": place},
    )  # fmt: skip
