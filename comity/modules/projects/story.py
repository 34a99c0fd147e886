"""What a project adds to the story of its initiative: when it started and ended, or is to end."""

from collections.abc import Iterator
from typing import Any

from comity.kernel.access.rules import visible_to
from comity.kernel.base.models import column
from comity.modules.portfolio import public as portfolio

from .models import Project

DAYS = (("started", "well", False), ("completed", "closed", False), ("forecast_finish", "waiting", True))


@portfolio.tells
def project_days(initiative: Any, person: Any, scope: Any) -> Iterator[portfolio.Moment]:
    """Tell the days of each project that the person may see; the forecast only until the project has ended."""
    rows = Project.objects.filter(initiative=initiative).select_related("manager").order_by("id")
    for one in visible_to(person, rows, "view", scope):
        for name, meaning, ahead in DAYS:
            day = getattr(one, name)
            if day is None or (ahead and one.completed):
                continue
            title = f"{one.reference} {one.title}: {column(one, name).verbose_name}"
            yield portfolio.Moment(
                day,
                "delivery",
                title,
                who=str(one.manager or ""),
                url=one.get_absolute_url(),
                meaning=meaning,
                ahead=ahead,
            )
