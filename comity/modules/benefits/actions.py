"""What the system does for benefits: it opens the calendar, and brings what is overdue back to who decided."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.actions.verbs import add
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.kernel.jobs.effects import once
from comity.kernel.notices.tell import tell
from comity.modules.meetings import public as meetings
from comity.modules.portfolio import public as portfolio

from . import topics
from .flows import DECISION
from .models import BenefitMeasurement

US = System("benefits")
YEAR = timedelta(days=365)


def open_calendar(project: Any) -> list[BenefitMeasurement]:
    """Write an entry for each benefit that the project's case promised; what is there already stays."""
    case = portfolio.approved_case(project.initiative) or project.case
    there = set(BenefitMeasurement.objects.filter(project=project).values_list("benefit", flat=True))
    return [_entry(project, case, one) for one in portfolio.benefits_of(case) if one.pk not in there]


def _entry(project: Any, case: Any, benefit: Any) -> BenefitMeasurement:
    """Open an entry; the promise is copied into it by the model."""
    made = add(
        US, BenefitMeasurement, title=f"{benefit.name} · {project.title}"[:250], unit=project.unit,
        classification=max(project.classification, case.classification), benefit=benefit, project=project,
        owner=benefit.owner or project.sponsor, due=benefit.due or (project.completed or now().date()) + YEAR,
        reason=project.reference,
    )  # fmt: skip
    _tell(made, topics.OPENED)
    return made


def _tell(one: BenefitMeasurement, topic: Any) -> None:
    tell(
        [one.owner], topic, one.kind_name(), one.pk, one.get_absolute_url(), reference=one.reference, title=one.title,
        due=one.due,
    )  # fmt: skip


def overdue(day: date | None = None) -> list[BenefitMeasurement]:
    """Return what should have been measured before a day, the oldest first."""
    rows = BenefitMeasurement.objects.filter(state__in=("due", "returned"), due__lt=day or now().date())
    return list(
        rows.select_related("owner", "unit", "project__case__decision__body", "benefit").order_by("due", "id")
    )


def bring_back(one: BenefitMeasurement) -> bool:
    """Tell the owner, and put the promise back on the agenda of the body that decided; exactly once for each due day."""
    with once(f"benefits.overdue:{one.pk}:{one.due}") as first:
        if first:
            _tell(one, topics.OVERDUE)
            _to_the_body(one)
    return first


def _to_the_body(one: BenefitMeasurement) -> None:
    decision = one.project.case.decision
    question = _("“%(benefit)s” was promised for %(due)s and nobody has measured it. Is the promise kept up?") % {
        "benefit": one.benefit.name, "due": one.due,
    }  # fmt: skip
    try:
        meetings.put_on_agenda(US, one, DECISION, question, body=decision.body if decision else None)
    except Refused:
        return  # the case was decided by an office, and no body holds the mandate: its owner was told
