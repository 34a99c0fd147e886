"""What the tests of delivery share: a project with a plan, started with its first baseline."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import now

US = System("test")


@pytest.fixture
def manager(someone):
    return someone("Manager", "RICT")


@pytest.fixture
def planned(make, units, manager):
    """A project of OICT that is being planned: two work items and a milestone, led by somebody of another unit."""
    project = make("projects.project", unit=units["OICT"], manager=manager, title="Sample project")
    first = now().date() - timedelta(days=50)
    for number, days in enumerate(((0, 49), (50, 99)), start=1):
        make(
            "projects.task", project=project, number=number, name=f"Part {number}", cost=Decimal(500),
            start=first + timedelta(days=days[0]), finish=first + timedelta(days=days[1]),
        )  # fmt: skip
    end = first + timedelta(days=99)
    make(
        "projects.task",
        project=project,
        number=3,
        name="Done",
        kind="milestone",
        start=end,
        finish=end,
        cost=0,
    )
    take(US, project, "initiate")
    return project


@pytest.fixture
def running(planned):
    """The same project, executing."""
    initiative = planned.initiative
    type(initiative).objects.filter(pk=initiative.pk)  # the row is moved by its own steps below
    into_portfolio(initiative)
    take(US, planned, "start")
    planned.refresh_from_db()
    return planned


def into_portfolio(initiative):
    """Take an initiative to where its projects may start."""
    initiative.refresh_from_db()
    for step in ("approve", "include"):
        if any(one.name == step for one in initiative.flow.leaving(initiative.state)):
            take(US, initiative, step)


def day(number):
    return date(2026, 1, 1) + timedelta(days=number)
