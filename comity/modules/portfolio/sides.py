"""What stands beside an initiative and a case: the ways to their pages."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _


def story_side(record: Any, person: Any, scope: Any) -> dict[str, Any] | None:
    """Lead from an initiative, or a case, to the whole story."""
    one = getattr(record, "initiative_id", record.pk)
    items = [
        {
            "html": format_html("{}", _("From need to benefit, on a line of time")),
            "url": reverse("portfolio:story", args=[one]),
        }
    ]
    if hasattr(record, "initiative_id"):
        whole = reverse("portfolio:whole-case", args=[record.pk])
        items.insert(
            0, {"html": format_html("{}", _("Read the whole case, with its appraisal")), "url": whole}
        )
    return {"title": _("Pages"), "items": items}
