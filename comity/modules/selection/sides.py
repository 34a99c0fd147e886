"""What stands beside a scenario: its answer, its question on the what-if page, its work."""

from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from . import address
from .models import Scenario
from .wish import Wish


def answer_of(record: Scenario, person: Any, scope: Any) -> dict[str, Any] | None:
    """Return the links that lead on from a scenario."""
    items = []
    if record.state in ("solved", "infeasible", "filed"):
        items.append((reverse("selection:answer", args=[record.pk]), _("Read the whole answer")))
        items.append((reverse("selection:compare") + f"?s={record.pk}", _("Compare with another scenario")))
    if record.state == "queued" and record.job:
        items.append((reverse("jobs:detail", args=[record.job]), _("See how far the work is")))
    if not record.instance_id:
        query = address.query(Wish.from_json(record.wish), model=record.scoring_model_id)
        items.append((reverse("selection:what-if") + f"?{query}", _("Ask the same as a what-if")))
    return {
        "title": _("The answer"),
        "items": [{"html": escape(said), "url": url} for url, said in items],
    }
