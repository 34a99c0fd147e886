"""What the clock does for benefits."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.jobs.declare import job

from . import actions


@job(
    "benefits.overdue", title=_("Bringing overdue benefits back to who decided"), retry=3, every=timedelta(days=1),
    offset=timedelta(hours=5),
)  # fmt: skip
def bring_overdue_back(progress: Any) -> dict[str, int]:
    """Tell owners and put promises back on agendas; a second run does nothing again."""
    found, brought = actions.overdue(), 0
    for number, one in enumerate(found):
        progress(number, len(found))
        brought += actions.bring_back(one)
    return {"overdue": len(found), "brought back": brought}
