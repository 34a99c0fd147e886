"""What stands beside a ticket: its clocks with the way to their reasons, and how it was rated."""

from typing import Any

from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from comity.kernel.clocks import run
from comity.kernel.clocks.ledger import Stage

from .models import Satisfaction, Ticket
from .queries import chip_of


def clocks_side(record: Any, person: Any, scope: Any) -> dict[str, Any] | None:
    """Return every clock of a ticket, each a link to *Why this time?*."""
    found = [c for c in run.clocks_of("desk.ticket", [record.pk])[record.pk] if c.stage != Stage.CANCELLED]
    if not found or record.state == "cancelled":
        return None
    url = reverse("desk:time", args=[record.pk])
    mine = record.requester_id == getattr(person, "pk", None)
    part = get_template("shell/parts/clock.html")
    items = []
    for clock in found:
        chip = chip_of(clock, mine)
        shown = {**vars(chip), "name": clock.definition.name, "url": f"{url}#{clock.definition.code}"}
        items.append({"html": part.render({"clock": shown})})
    return {"title": _("Promised times"), "items": items}


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
