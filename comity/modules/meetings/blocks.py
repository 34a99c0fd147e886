"""What home says of meetings: votes and signatures that wait, the next meetings."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.kernel.access.rules import visible_to
from comity.kernel.registers import home
from comity.modules.governance import public as governance

from . import queries
from .models import FINAL, ActionItem, Decision


@home.block(order=8)
def meetings(request: Any) -> dict[str, Any] | None:
    """My votes, what I sign, what I have to do for a meeting, and when my bodies meet."""
    person = request.person
    found = {
        "votes": list(queries.votes_of(person)[:10]),
        "sign": list(queries.to_sign(person)[:10]),
        "todo": list(
            ActionItem.objects.filter(owner=person, state__in=("open", "overdue")).order_by("due", "id")[:6]
        ),
        "meetings": [(one, one.flow.states[one.state]) for one in queries.meetings_of(person, 4)],
    }
    if not any(found.values()):
        return None
    return {"title": _("Meetings and votes"), "template": "meetings/home_block.html", **found}


@governance.awaits
def waits(person: Any, scope: Any) -> Iterable[governance.Waiting]:
    """What a person has to vote on or to sign."""
    for right in queries.votes_of(person)[:20]:
        decision = right.decision
        yield governance.Waiting(
            decision.title, reverse("meetings:vote", args=[decision.pk]), decision.body_id,
            decision.matter.code if decision.matter else "",
        )  # fmt: skip
    for one in queries.to_sign(person)[:20]:
        yield governance.Waiting(
            one.title, one.get_absolute_url(), one.body_id, one.matter.code if one.matter else ""
        )


@governance.decided_where
def decided(
    person: Any, scope: Any, since: date | None = None, until: date | None = None
) -> Iterable[governance.Decided]:
    """How many decisions each body took in each matter, of those the reader may see."""
    rows = visible_to(person, Decision.objects.filter(state__in=FINAL, nature="decision"), "view", scope)
    if since:
        rows = rows.filter(signed_at__date__gte=since)
    if until:
        rows = rows.filter(signed_at__date__lte=until)
    counted = (
        rows.exclude(matter=None).values_list("matter__code", "body_id").annotate(n=Count("pk")).order_by()
    )
    return [governance.Decided(code, body, number) for code, body, number in counted]
