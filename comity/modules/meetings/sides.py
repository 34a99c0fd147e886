"""Beside every governed record: which body it awaits, what was decided on it, and the way onto an agenda."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from comity.kernel.access.rules import can
from comity.kernel.registers.register import beside
from comity.kernel.shell.moments import day_words

from . import queries
from .models import AgendaItem

OWN = "meetings."


@beside
def bodies_side(record: Any, person: Any, scope: Any) -> dict[str, Any] | None:
    """Return what awaits which body, and the decisions; two queries, and none where no step names a matter."""
    flow = record.flow
    if flow is None or record.kind_name().startswith(OWN) or not any(s.matter for s in flow.steps.values()):
        return None
    items = [
        _waiting(one) for one in queries.agenda_items(record, person, scope) if one.state in queries.WAITING
    ]
    waiting = bool(items)
    items += [_decided(one) for one in queries.decisions_on(record, person, scope)[:5]]
    if not waiting and may_propose(record, person, scope) and queries.matters_open(record):
        url = reverse("meetings:propose", args=[record.kind_name(), record.pk])
        items.append({"html": format_html("{}", _("Put on the agenda")), "url": url})
    return {"title": _("Bodies"), "items": items} if items else None


def may_propose(record: Any, person: Any, scope: Any) -> bool:
    """Say whether a reader may ask a body to decide."""
    return bool(can(person, "propose", record, scope) or can(person, "work", AgendaItem, scope))


def _waiting(item: AgendaItem) -> dict[str, Any]:
    words = _("Awaits %(body)s") % {"body": item.body}
    if item.meeting is not None:
        words = _("On the agenda of %(body)s, %(day)s") % {
            "body": item.body, "day": day_words(item.meeting.starts_at.date()),
        }  # fmt: skip
    return {"html": format_html("<bdi>{}</bdi>", words), "url": item.get_absolute_url()}


def _decided(decision: Any) -> dict[str, Any]:
    return {
        "html": format_html(
            '<strong>{}</strong> <bdi>{}</bdi><br><span class="muted"><bdi class="ref">{}</bdi> {}</span>',
            decision.verdict, decision.body, decision.reference,
            day_words(decision.signed_at.date()) if decision.signed_at else "",
        ),
        "url": decision.get_absolute_url(),
    }  # fmt: skip
