"""What people do with projects. The person comes first; the rules of the house are asked by the verbs."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.actions.verbs import add, change, take
from comity.kernel.actions.write import assign, write
from comity.kernel.audit.actors import Actor, System
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now

from .models import Baseline, HealthRating, Outlay, Project, StatusReport, Task
from .models.project import APPROVED

US = System("projects")


def authorise(case: Any) -> Project:
    """Make the project of an approved case, once; the decision on the case is what authorises it (invariant I1)."""
    if case.state not in APPROVED:
        raise Refused(_("Only an approved case carries a project."))
    known = (
        Project.objects.filter(initiative=case.initiative_id)
        .exclude(state__in=("closed", "terminated"))
        .first()
    )
    if known is not None:  # a newer version of the case goes on with the project it has
        return known
    reason = case.decision.reference if case.decision_id else case.reference
    return add(
        US, Project, reason=reason, case=case, title=case.initiative.title, unit=case.unit, sponsor=case.sponsor,
        classification=case.classification, purpose=case.summary, fast_track=case.initiative.category == "fast_track",
    )  # fmt: skip


def take_baseline(
    actor: Actor, project: Project, title: str, cause: str, why: str = "", ground: str = ""
) -> Baseline:
    """Take the plan as it stands into a new baseline; it comes into force by its own steps."""
    return add(
        actor, Baseline, project=project, unit=project.unit, title=title, cause=cause, why=why, ground=ground
    )


def report(
    actor: Actor, project: Project, day: date, cost: Decimal, finish: date, narrative: str
) -> StatusReport:
    """Write a status report and submit it."""
    made = add(
        actor, StatusReport, project=project, day=day, forecast_cost=cost, forecast_finish=finish, narrative=narrative
    )  # fmt: skip
    return take(actor, made, "submit")


def rate(actor: Actor, project: Project, declared: int, narrative: str = "", **more: Any) -> HealthRating:
    """Declare the health of a project today."""
    more.setdefault("day", now().date())
    return add(actor, HealthRating, project=project, declared=declared, narrative=narrative, **more)


def accept(actor: Actor, task: Task, day: date | None = None) -> Task:
    """Accept what a work item delivered."""
    day = day or now().date()
    return change(
        actor, task, accepted=True, progress=100, actual_finish=day, actual_start=task.actual_start or min(task.start, day)
    )  # fmt: skip


def spend(actor: Actor, project: Project, fund: Any, amount: Decimal, note: str, **more: Any) -> Outlay:
    """Record an outlay; finance moves the same money out of what is reserved for the case."""
    more.setdefault("day", now().date())
    return add(actor, Outlay, project=project, fund=fund, amount=amount, note=note, **more)


def carry(row: Any, values: dict[str, Any]) -> None:
    """Let a row follow its project to another unit, level or manager, also when it is closed to people."""
    before = snapshot(row)
    assign(row, values)
    write(US, row, "change", before, "", None)
