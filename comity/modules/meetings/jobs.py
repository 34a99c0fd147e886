"""What the clock does: it says when a written procedure is over, and when a decision is to be reviewed."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.base.moment import now
from comity.kernel.jobs.declare import job
from comity.kernel.jobs.effects import once
from comity.kernel.notices.tell import tell
from comity.modules.governance import public as governance

from . import topics
from .models import Decision, Meeting
from .news import chair_of


@job("meetings.watch", title=_("Watching deadlines of bodies"), retry=3, every=timedelta(hours=1))
def watch(progress: Any) -> dict[str, int]:
    """Tell the secretary and the chair, once, of votes that are in and of decisions to be reviewed."""
    over = Meeting.objects.filter(form="written", state="open", deadline__lte=now()).select_related(
        "body", "chair"
    )
    told = 0
    for meeting in over[:500]:
        people = [*governance.secretaries(meeting.body), meeting.chair or governance.chair(meeting.body)]
        told += _tell(f"deadline:{meeting.pk}:{meeting.deadline}", people, topics.DEADLINE, meeting)
    due = Decision.objects.filter(review_on__lte=now().date(), state__in=("recorded", "in_effect"))
    for decision in due.select_related("body", "meeting__chair")[:500]:
        people = [*governance.secretaries(decision.body), chair_of(decision)]
        told += _tell(f"review:{decision.pk}:{decision.review_on}", people, topics.REVIEW, decision)
    return {"told": told}


def _tell(key: str, people: list[Any], topic: Any, record: Any) -> int:
    """Tell it once, and say whether it was new."""
    with once(key) as first:
        if first:
            tell(
                people, topic, record.kind_name(), record.pk, record.get_absolute_url(), reference=record.reference,
                title=record.title,
            )  # fmt: skip
    return int(first)
