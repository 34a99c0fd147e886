"""Projects: only with an approved case; baselines that stay; time-boxes that end; ratings that are added."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from comity.kernel.access.rules import can, visible_to
from comity.kernel.actions.verbs import add, change, remove, take
from comity.kernel.audit import journal
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.moment import now
from comity.modules.projects import actions, performance
from comity.modules.projects.models import Baseline, Project, Task, TimeBox

from .conftest import US, into_portfolio

pytestmark = pytest.mark.django_db
REFUSED = (IntegrityError, DatabaseError)


def forced(row, **values):
    """Write past every rule of ours, with its journal entry: only the database is left to refuse."""
    kept = type(row).objects.get(pk=row.pk)
    with pytest.raises(REFUSED), transaction.atomic():
        actions.carry(kept, values)


def dropped(row):
    with pytest.raises(REFUSED), transaction.atomic(), journal.writing(US, "x"):
        journal.record(row.kind_name(), row.pk, "remove", before={})
        type(row)._base_manager.filter(pk=row.pk).delete()


def test_there_is_no_project_without_an_approved_case(make):
    case = make("portfolio.case")
    with pytest.raises(Refused):
        add(US, Project, case=case, title="X", unit=case.unit, sponsor=case.sponsor)
    with pytest.raises(Refused):
        actions.authorise(case)


def test_a_decision_on_a_case_authorises_its_project(make):
    case = make("portfolio.case", state="tabled")
    decision = make("meetings.decision")
    take(US, case, "approve", authority=decision)
    project = Project.objects.get(case=case)
    assert (project.state, project.decision, project.sponsor) == ("authorised", decision, case.sponsor)
    assert actions.authorise(case) == project


def test_what_never_started_goes_with_its_case(make):
    case = make("portfolio.case", state="tabled")
    take(US, case, "approve", authority=make("meetings.decision"))
    take(US, case, "lapse", reason="Its conditions were not met.")
    assert Project.objects.get(case=case).state == "terminated"


def test_a_project_keeps_its_case(make):
    project, other = make("projects.project"), make("projects.project")
    with pytest.raises(Refused):
        change(US, project, case=other.case)


def test_a_start_takes_the_first_baseline_and_begins_delivery(running):
    base = running.baselines.get()
    assert (base.cause, base.number, base.state, base.cost) == ("initial", 0, "in_force", Decimal(1000))
    assert base.lines.count() == 3
    assert running.started == now().date()
    running.initiative.refresh_from_db()
    assert running.initiative.state == "delivering"


def test_a_project_without_a_plan_or_a_manager_does_not_start(make, manager, root):
    project = make("projects.project")
    with pytest.raises(Refused, match="manager"):
        take(root, project, "initiate")
    project = change(US, project, manager=manager)
    take(manager, project, "initiate")
    with pytest.raises(Refused, match="plan"):
        take(manager, project, "start")


def test_the_manager_works_on_the_own_project_and_on_no_other(running, make, units, manager):
    task = running.tasks.first()
    change(manager, task, progress=40)
    lonely = make("projects.project", sponsor=make("people.person"))
    other = make("projects.task", project=lonely)
    with pytest.raises(NotAllowed):
        change(manager, other, progress=40)
    assert can(manager, "view", running)
    assert not can(manager, "decide", running)
    assert set(visible_to(manager, Task.objects.all())) == set(running.tasks.all())


def test_a_manager_does_not_widen_the_own_tolerance(running, manager):
    with pytest.raises(NotAllowed):
        change(manager, running, tolerance_cost=90)


def test_a_stranger_sees_nothing(running, stranger, enter):
    client = enter(stranger)
    for page in ("gantt/", "gantt.csv", "plan.xml", "plan/", "earned-value/", "earned-value.csv"):
        assert client.get(f"/projects/{running.pk}/{page}").status_code == 404
    assert client.get("/projects/road-map/").status_code == 403
    assert client.get("/projects/declared-and-computed/").status_code == 403


# Baselines


def test_a_baseline_is_never_changed_not_even_by_the_database(running):
    base = running.baselines.get()
    with pytest.raises(Refused):
        remove(US, base, "No longer wanted.")
    line = base.lines.first()
    forced(base, cost=Decimal(1))
    forced(base, finish=base.finish + timedelta(days=9))
    forced(line, cost=Decimal(1))
    dropped(line)
    dropped(base)


def test_a_plan_that_moves_leaves_the_baseline_where_it_was(running, manager):
    task = running.tasks.get(number=2)
    change(manager, task, finish=task.finish + timedelta(days=40), cost=Decimal(900))
    base = running.baselines.get()
    assert base.lines.get(task=task).cost == 500
    assert performance.of(running).current.baseline.cost == 1000


@pytest.fixture
def asked(running, manager, make):
    """A rebaseline that the manager asks for, because the work costs more and takes longer."""
    task = running.tasks.get(number=2)
    change(manager, task, finish=task.finish + timedelta(days=40), cost=Decimal(900))
    base = actions.take_baseline(
        manager, running, "More sites", "rebaseline", "Ten sites were added.", "scope"
    )
    take(manager, base, "request")
    return base


def test_a_rebaseline_comes_into_force_only_by_a_decision(asked, running, manager, root):
    with pytest.raises(Refused, match="body decides"):
        take(root, asked, "accept", reason="Fine.")
    with pytest.raises(Refused):
        take(manager, asked, "approve")
    actions.carry(running.baselines.get(state="in_force"), {"state": "superseded"})
    forced(asked, state="in_force")
    actions.carry(running.baselines.get(number=0), {"state": "in_force"})
    assert running.baselines.get(state="in_force").cause == "initial"


def test_an_approved_rebaseline_supersedes_and_the_first_is_never_lost(asked, running, make, monkeypatch):
    from comity.modules.projects import receivers

    told = []
    monkeypatch.setattr(receivers.meetings, "put_on_agenda", lambda *a, **k: told.append(a[2]))
    take(US, asked, "table", reason="Plausible.")
    assert told == ["project.rebaseline"]
    decision = make("meetings.decision")
    take(US, asked, "approve", authority=decision)
    asked.refresh_from_db()
    assert (asked.state, asked.decision) == ("in_force", decision)
    assert [b.state for b in running.baselines.order_by("number")] == ["superseded", "in_force"]
    one = performance.of(running)
    assert (one.first.baseline.number, one.current.baseline.number) == (0, 1)
    assert one.current.baseline.cost == 1400


def test_a_replan_within_the_goals_needs_no_body(running, manager, root):
    task = running.tasks.get(number=2)
    change(manager, task, cost=Decimal(400))
    base = actions.take_baseline(manager, running, "Cheaper", "replan", "A part is bought together.")
    take(manager, base, "request")
    take(root, base, "accept", reason="Within the goals.")
    assert running.baselines.get(state="in_force") == base


def test_a_second_first_baseline_is_refused(running, manager):
    with pytest.raises(Refused):
        actions.take_baseline(manager, running, "Again", "initial")


# Time-boxes


@pytest.fixture
def box(running, manager):
    today = now().date()
    return add(manager, TimeBox, project=running, name="Box 1", starts=today, ends=today + timedelta(days=13))


def test_a_time_box_is_never_extended(box, manager):
    with pytest.raises(Refused):
        change(manager, box, ends=box.ends + timedelta(days=1))
    box.refresh_from_db()
    forced(box, ends=box.ends + timedelta(days=1))
    change(manager, box, ends=box.ends - timedelta(days=3))
    with pytest.raises(Refused):
        change(manager, box, ends=box.ends + timedelta(days=1))


def test_a_time_box_runs_ends_by_the_clock_and_is_reviewed(box, manager):
    take(manager, box, "begin")
    with pytest.raises(NotAllowed):
        take(manager, box, "end")
    take(System("clock"), box, "end")
    forced(box, ends=box.ends - timedelta(days=1))
    take(manager, box, "review", review="Five of eight points were accepted.")
    assert box.state == "reviewed"


# Status and health


def test_a_report_keeps_the_figures_of_its_day(running, manager, make):
    change(manager, running.tasks.get(number=1), progress=80)
    report = actions.report(
        manager, running, now().date(), Decimal(1200), now().date() + timedelta(days=80), "Slower."
    )
    report.refresh_from_db()
    assert (report.bac, report.ev, report.ac) == (1000, 400, 0)
    assert report.pv == performance.of(running).standing.pv
    running.refresh_from_db()
    assert running.forecast_cost == 1200
    forced(report, ev=Decimal(1))


def test_a_rating_is_only_added_and_says_why_it_changes(running, manager):
    with pytest.raises(Refused):
        actions.rate(manager, running, 4)
    one = actions.rate(manager, running, 4, "The team is complete.")
    actions.rate(manager, running, 4)
    with pytest.raises(Refused):
        actions.rate(manager, running, 2)
    with pytest.raises(Refused):
        change(manager, one, declared=1)
    with pytest.raises(Refused):
        remove(US, one, "A mistake.")
    forced(one, declared=1)


def test_the_gap_is_what_is_declared_above_the_evidence(running, manager):
    """Nothing is earned at half the time: the plan is missed by about half."""
    rating = actions.rate(manager, running, 5, "All is well.")
    one = performance.of(running)
    assert one.computed is not None
    assert one.computed <= 2
    assert one.gap == 5 - one.computed
    assert rating.computed == one.computed


# Changes


def test_a_change_within_tolerance_is_the_managers_and_beyond_it_the_bodys(running, manager, monkeypatch):
    from comity.modules.projects import receivers
    from comity.modules.projects.models import ProjectChange

    monkeypatch.setattr(receivers.meetings, "put_on_agenda", lambda *a, **k: None)

    def ask(cost, days=0, **more):
        return add(
            manager, ProjectChange, project=running, unit=running.unit, title="Change", scope="More", why="Needed",
            cost_change=Decimal(cost), days_change=days, **more,
        )  # fmt: skip

    take(manager, ask(60), "accept")
    second = ask(60)  # both together are beyond ten per cent
    with pytest.raises(Refused, match="tolerance"):
        take(manager, second, "accept")
    take(manager, second, "table")
    with pytest.raises(NotAllowed):
        take(manager, second, "approve")
    with pytest.raises(Refused, match="emergency"):
        take(manager, ask(500), "act", reason="Now.")
    urgent = ask(500, emergency=True)
    take(manager, urgent, "act", reason="The cable was cut.")
    assert urgent.state == "acted"


# Money and end


def test_outlays_are_counted_and_never_changed(running, manager, make):
    fund = make("finance.fund")
    one = actions.spend(manager, running, fund, Decimal(250), "First invoice")
    assert performance.of(running).standing.ac == 250
    with pytest.raises(Refused):
        change(manager, one, amount=Decimal(1))
    forced(one, amount=Decimal(1))
    dropped(one)


def test_closing_needs_acceptance_benefits_and_lessons(
    running, manager, make, root, django_capture_on_commit_callbacks
):
    from comity.kernel.base import events
    from comity.modules.projects.public import ProjectClosed

    told = []
    events.on(ProjectClosed)(told.append)
    take(manager, running, "begin_closing")
    with pytest.raises(Refused, match="accepted"):
        take(root, running, "close")
    change(
        manager, running, acceptance="The sponsor, today.", benefit_calendar="The sponsor counts in a year."
    )
    with pytest.raises(Refused, match="lesson"):
        take(root, running, "close")
    make("projects.lesson", project=running)
    with django_capture_on_commit_callbacks(execute=True):
        take(root, running, "close")
    assert told == [ProjectClosed(running.pk, running.case_id, running.initiative_id)]
    running.initiative.refresh_from_db()
    assert running.initiative.state == "realising"
    with pytest.raises(Refused):
        change(manager, running.tasks.first(), progress=3)
    events._listeners[ProjectClosed].clear()


def test_what_belongs_to_a_project_follows_it(running, units):
    change(US, running, classification=2, unit=units["UNON"])
    for rows in (running.tasks, running.baselines):
        assert {(row.unit_id, row.classification) for row in rows.all()} == {(units["UNON"].pk, 2)}
    assert Baseline.objects.get(project=running).lines.first().classification == 2


def test_an_initiative_outside_the_portfolio_is_not_delivered(planned):
    with pytest.raises(Refused):
        take(US, planned, "start")
    planned.refresh_from_db()
    into_portfolio(planned.initiative)
    take(US, planned, "start")
