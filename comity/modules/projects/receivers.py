"""What follows from a change: an approved case becomes a project, a start takes the first baseline, money moves."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.kernel.access.rules import can
from comity.kernel.actions.hooks import after
from comity.kernel.actions.verbs import add_many, change, take
from comity.kernel.audit.journal import acting
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.events import announce
from comity.kernel.notices.tell import tell
from comity.modules.finance import public as finance
from comity.modules.meetings import public as meetings
from comity.modules.portfolio import public as portfolio

from . import actions, topics
from .actions import US
from .models import (
    Baseline,
    BaselineLine,
    HealthRating,
    Lesson,
    Outlay,
    Phase,
    Project,
    ProjectChange,
    ProjectIssue,
    ProjectRisk,
    StatusReport,
    Task,
    TaskLink,
    TimeBox,
)
from .models.project import APPROVED
from .public import ProjectClosed

PARTS = (
    Phase, TimeBox, Task, TaskLink, Baseline, StatusReport, HealthRating, ProjectRisk, ProjectIssue, ProjectChange,
    Lesson, Outlay,
)  # fmt: skip


@after(apps.get_model("portfolio", "Case"))
def make_the_project(records: Sequence[Any], verb: str) -> None:
    """The decision on a case authorises its project, in the same transaction (invariant I1)."""
    for case in records:
        if case.state in APPROVED and "state" in getattr(case, "was", {}):
            project = actions.authorise(case)
            _tell([project.sponsor], topics.AUTHORISED, project)
        elif verb in ("lapse", "lapse_unmet"):  # what never started goes with its case
            for project in Project.objects.filter(case=case, state__in=("authorised", "initiating")):
                take(US, project, "lapse", reason=case.reference)


@after(Project)
def keep_the_tolerance(records: Sequence[Any], verb: str) -> None:
    """Nobody widens the own tolerance: it is set by who reviews or decides projects."""
    actor = acting()
    for project in records if verb == "change" else ():
        widened = {"tolerance_cost", "tolerance_days"} & set(project.was)
        if widened and not (can(actor, "review", project) or can(actor, "decide", project)):
            raise NotAllowed(_("The tolerance is set by who reviews projects."))


@after(Project)
def follow_the_project(records: Sequence[Any], verb: str) -> None:
    """Start, closure and termination reach the portfolio, the money and those who listen."""
    for project in records:
        if verb == "start":
            _start(project)
        elif verb in ("close", "terminate"):
            _end(project, verb)
        elif verb == "ask_to_close":
            _ask(project, "project.closure", _("Close the project %(project)s?") % {"project": project})
        elif verb == "ask_to_terminate":
            _ask(
                project, "project.termination", _("Terminate the project %(project)s?") % {"project": project}
            )
        if project.manager_id and (verb == "add" or "manager" in getattr(project, "was", {})):
            _tell([project.manager], topics.MANAGED, project)


def _start(project: Project) -> None:
    """Take the first baseline; from now on the initiative is delivered."""
    base = actions.take_baseline(US, project, _("Initial baseline"), "initial")
    take(US, base, "adopt", reason=project.reference)
    initiative: Any = project.initiative
    if initiative.state != "delivering":
        portfolio.start_delivery(acting(), initiative)


def _end(project: Project, verb: str) -> None:
    """Give back what is left of the money; a closed project hands over to its benefits."""
    case = _case(project)
    finance.release(acting() or US, key=f"projects.project:{project.pk}:{verb}", record=case)
    if verb == "close":
        initiative: Any = project.initiative
        if initiative.state == "delivering":
            portfolio.close_delivery(acting(), initiative)
        announce(ProjectClosed(project.pk, project.case_id, project.initiative_id))


def _case(project: Project) -> Any:
    """Return the version of the case that holds the money: the approved one, else that of the authorisation."""
    return portfolio.approved_case(project.initiative) or project.case


def _ask(record: Any, matter: str, question: str) -> None:
    meetings.put_on_agenda(acting() or US, record, matter, question)


@after(Project)
def carry_sight(records: Sequence[Any], verb: str) -> None:
    """What belongs to a project is seen by those who may see it, also after it has moved."""
    for project in records:
        moved = {"unit", "classification", "manager", "sponsor"} & set(getattr(project, "was", {}))
        for model in PARTS if moved else ():
            own: Any = {name: getattr(project, name) for name in moved}
            names = {field.name for field in model._meta.local_concrete_fields}
            values = {name: value for name, value in own.items() if name in names}
            for row in model._default_manager.filter(project=project) if values else ():
                actions.carry(row, values)
        if {"unit", "classification"} & moved:
            for line in BaselineLine.objects.filter(baseline__project=project):
                actions.carry(line, {"unit": project.unit, "classification": project.classification})


@after(Baseline)
def write_the_lines(records: Sequence[Any], verb: str) -> None:
    """A baseline holds a line for each work item from the moment it is taken; a reviewed one goes to its body."""
    for base in records:
        if verb == "add":
            rows = [
                {"baseline": base, "task": task, "start": task.start, "finish": task.finish, "cost": task.cost, "points": task.points}
                for task in base.project.tasks.order_by("number")
            ]  # fmt: skip
            add_many(US, BaselineLine, rows)
        elif verb == "table":
            _ask(base, "project.rebaseline", _("Rebaseline %(project)s?") % {"project": base.project})
        elif verb in ("approve", "accept", "reject"):
            _decided(base)


@after(ProjectChange)
def put_the_change_to_its_body(records: Sequence[Any], verb: str) -> None:
    """What goes beyond tolerance, or was done in an emergency, comes before the body."""
    for one in records:
        if verb == "table":
            _ask(one, "project.change", _("Approve the change %(change)s?") % {"change": one})
        elif verb == "act":
            _ask(
                one,
                "project.change",
                _("Ratify the change %(change)s, which was made in an emergency?") % {"change": one},
            )
        elif verb in ("approve", "reject", "ratify", "refuse"):
            _decided(one)


def _decided(record: Any) -> None:
    people = [person for person in (record.project.manager, record.project.sponsor) if person]
    _tell(people, topics.DECIDED, record, state=str(record.flow.states[record.state].label))


@after(StatusReport)
def keep_the_forecast(records: Sequence[Any], verb: str) -> None:
    """The latest submitted report is what the project expects."""
    for one in records:
        if verb == "submit" and not one.project.reports.filter(state="submitted", day__gt=one.day).exists():
            change(US, one.project, forecast_cost=one.forecast_cost, forecast_finish=one.forecast_finish)


@after(HealthRating)
def warn_of_the_gap(records: Sequence[Any], verb: str) -> None:
    """A rating two or more above the evidence is news to the sponsor."""
    for one in records:
        if verb == "add" and one.computed is not None and one.declared - one.computed >= 2:
            _tell([one.project.sponsor], topics.LATE_RATING, one.project)


@after(Outlay)
def move_the_money(records: Sequence[Any], verb: str) -> None:
    """Draw on what is reserved for the case; what is spent without a commitment is committed first."""
    if verb != "add":
        return
    for one in records:
        case = _case(one.project)
        held = {(row.envelope.fund_id, row.envelope.year): row for row in finance.reserved_for(case)}
        place, actor, key = (one.fund_id, one.day.year), acting() or US, f"projects.outlay:{one.pk}"
        if not held:
            continue
        there = held.get(place)
        more = one.amount - (there.committed if there else 0) if one.kind == "expenditure" else one.amount
        if more > 0:
            line = (one.fund_id, one.day.year, more)
            finance.commit(actor, key=f"{key}:commit", record=case, lines=[line], note=one.note)
        if one.kind == "expenditure":
            line = (one.fund_id, one.day.year, one.amount)
            finance.spend(actor, key=f"{key}:spend", record=case, lines=[line], note=one.note)


KEPT = gettext_lazy("This is kept for good; add another one instead.")


@after(Baseline, BaselineLine, HealthRating, Outlay, StatusReport)
def keep_what_was_said(records: Sequence[Any], verb: str) -> None:
    """Baselines, ratings, outlays and submitted reports are not removed."""
    for one in records:
        if verb == "remove" and not (isinstance(one, StatusReport) and one.state == "draft"):
            raise Refused(KEPT)


def _tell(people: Sequence[Any], topic: Any, record: Any, **values: Any) -> None:
    tell(
        people, topic, record.kind_name(), record.pk, record.get_absolute_url(), but=acting(),
        reference=record.reference, title=record.title, **values,
    )  # fmt: skip


from . import story  # noqa: E402, F401  (what projects add to the story of an initiative registers itself)
