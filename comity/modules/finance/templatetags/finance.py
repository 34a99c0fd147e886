"""Amounts and bars of money for templates; what stands on the page of an envelope."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comity.kernel.access.rules import can, visible_to
from comity.kernel.registers.cells import link_html
from comity.kernel.shell.moments import day_words

from .. import picture
from ..models import EnvelopeProposal, Holding, Movement
from ..queries import effect
from ..subjects import records

register = template.Library()
SHOWN = 200


@register.filter
def money(amount: Decimal | None) -> str:
    """Write an amount as the reader's locale does, cents only where there are some."""
    if amount is None:
        return "—"
    places = 0 if amount == amount.to_integral_value() else 2
    return str(formats.number_format(amount, places, use_l10n=True, force_grouping=True))


@register.filter
def day(moment: datetime) -> str:
    """Write the day of a moment in the reader's zone."""
    return day_words(timezone.localtime(moment).date())


@register.simple_tag
def money_bar(one: Any, top: Any = None, asked: Any = Decimal(0)) -> SafeString:
    """Draw where the money of an envelope is."""
    return picture.bar(one, top or one.allotted, asked or Decimal(0))


def short(record: Any) -> SafeString:
    """Write a link to a record by its reference only; its title is said when asked."""
    name = getattr(record, "reference", "") or str(record)
    return format_html(
        '<a href="{}" title="{}"><bdi class="ref">{}</bdi></a>', record.get_absolute_url(), str(record), name
    )


@register.inclusion_tag("finance/ledger.html")
def ledger(page: Any) -> dict[str, Any]:
    """Show the movements of an envelope, newest first, with what was free after each, and who holds what."""
    envelope, person, scope = page.record, page.person, page.scope
    rows = list(envelope.movements.order_by("-number")[:SHOWN])
    seen = set(
        visible_to(person, Movement.objects.filter(envelope=envelope), "view", scope).values_list(
            "pk", flat=True
        )
    )
    held = list(
        Holding.objects.filter(envelope=envelope)
        .exclude(reserved=0, committed=0, spent=0)
        .order_by("id")[:SHOWN]
    )
    known = records([(one.kind_of, one.object_id) for one in [*rows, *held]], person, scope)
    decided = records(
        [("meetings.decision", one.decision_id) for one in rows if one.decision_id], person, scope
    )
    lines, free = [], envelope.free
    for one in rows:
        change = effect(one.kind, one.amount)
        shown = one.pk in seen
        lines.append({
            "movement": one, "shown": shown, "change": change, "free": free,
            "record": short(known[one.object_id]) if shown and one.object_id in known else "",
            "decision": short(decided[one.decision_id]) if one.decision_id in decided else "",
        })  # fmt: skip
        free -= change
    holders = [
        {"row": one, "record": link_html(known[one.object_id]) if one.object_id in known else ""}
        for one in held
    ]
    return {
        "envelope": envelope, "lines": lines, "holders": holders, "cut": envelope.moved > SHOWN,
        "works": bool(can(person, "work", envelope, scope)), "proposes": bool(can(person, "add", EnvelopeProposal, scope)),
    }  # fmt: skip


@register.simple_tag
def may_reverse(page: Any) -> bool:
    """Say whether the reader may reverse the movement of a page: once, and no allotment."""
    one = page.record
    if not page.live or one.kind == "allocation" or not can(page.person, "work", one, page.scope):
        return False
    return not Movement.objects.filter(reverses=one).exists()


@register.filter
def cents(text: str) -> str:
    """Write an amount that was kept as text, always with its cents."""
    return str(formats.number_format(Decimal(text), 2, use_l10n=True, force_grouping=True))
