"""What stands at the head of a ticket and beside it: clocks, answers, rating."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from comity.kernel.clocks import run
from comity.kernel.clocks.ledger import Stage

from .models import Satisfaction, Ticket
from .queries import chip_of
from .questions import shown


def clock_chips(record: Any, person: Any) -> list[dict[str, Any]]:
    """Return every clock of a ticket, each a link to *Why this time?*."""
    if record.state == "cancelled":
        return []
    found = [
        c
        for c in run.clocks_of("desk.ticket", [record.pk])[record.pk]
        if c.stage not in (Stage.CANCELLED, Stage.IDLE)
    ]
    mine, url = record.requester_id == getattr(person, "pk", None), reverse("desk:time", args=[record.pk])
    return [
        {**vars(chip_of(clock, mine)), "name": clock.definition.name, "url": f"{url}#{clock.definition.code}"}
        for clock in sorted(found, key=lambda clock: (clock.definition.kind != "sla", clock.definition.code))
    ]


def answers_side(record: Any, person: Any, scope: Any) -> dict[str, Any] | None:
    """Return the answers to the questions of the offering."""
    found = shown(record.answers or [])
    items = [
        {"html": format_html("{}<br><strong><bdi>{}</bdi></strong>", label, value)} for label, value in found
    ]
    return {"title": _("Answers"), "items": items} if items else None


def rating_side(record: Ticket, person: Any, scope: Any) -> dict[str, Any] | None:
    """Return what the requester thought of it."""
    said = (
        Satisfaction.objects.filter(ticket=record).first() if record.state in ("resolved", "closed") else None
    )
    if said is None:
        return None
    words = _("%(rating)s out of 5") % {"rating": said.rating}
    html = format_html('<strong>{}</strong> <span dir="auto">{}</span>', words, said.words)
    return {"title": _("Rating by the requester"), "items": [{"html": html}]}
