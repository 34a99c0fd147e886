"""What benefits say on home: what the reader has to measure, the oldest first."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.base.moment import now
from comity.kernel.registers import home

from .models import OPEN, BenefitMeasurement

SOON, SHOWN = timedelta(days=60), 6


@home.block(order=25)
def to_measure(request: Any) -> dict[str, Any] | None:
    """Benefits that the reader answers for: due within two months, overdue or returned."""
    rows = BenefitMeasurement.objects.filter(
        owner=request.person, state__in=OPEN, due__lte=now().date() + SOON
    )
    items = list(rows.order_by("due", "id")[:SHOWN])
    title = _("Benefits to measure")
    return {"title": title, "template": "benefits/home.html", "items": items} if items else None
