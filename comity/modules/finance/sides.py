"""What stands beside a record that money is held for: how much, in which envelopes."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from comity.kernel.access.rules import can, visible_to
from comity.kernel.registers.register import beside

from .models import Envelope, Holding
from .queries import usd

MOST = 20


@beside
def money_held(record: Any, person: Any, scope: Any) -> dict[str, Any] | None:
    """The promises of a record, to those who may see the envelopes."""
    if not can(person, "view", Envelope, scope):
        return None
    seen = visible_to(person, Envelope.objects.all(), "view", scope)
    rows = Holding.objects.filter(object_id=record.pk, envelope__in=seen).select_related("envelope")
    items = [
        {"html": _line(row), "url": row.envelope.get_absolute_url()}
        for row in rows.order_by("envelope__code")[:MOST]
        if row.reserved or row.committed or row.spent
    ]
    return {"title": _("Money held"), "items": items} if items else None


def _line(row: Holding) -> Any:
    parts = ((_("Reserved"), row.reserved), (_("Committed"), row.committed), (_("Spent"), row.spent))
    said = " · ".join(f"{label} {usd(amount)}" for label, amount in parts if amount)
    return format_html('<bdi class="ref">{}</bdi><br><span class="muted">{}</span>', row.envelope.code, said)
