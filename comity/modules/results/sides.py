"""What stands beside a key result and an indicator."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .models import Indicator, KeyResult
from .queries import without_indicator

Side = dict[str, Any] | None


def indicator_side(record: KeyResult, person: Any, scope: Any) -> Side:
    """Say so, without embarrassment, where nobody measures a key result yet."""
    if without_indicator([record.pk]):
        return {"title": _("Measured"), "items": [{"html": _("No indicator yet")}]}
    return None


def trend_side(record: Indicator, person: Any, scope: Any) -> Side:
    """Lead to the picture of an indicator."""
    link = {"html": format_html("{}", _("Trend")), "url": reverse("results:trend", args=[record.pk])}
    return {"title": _("Measured"), "items": [link]}
