"""Writing a plan, its elements in the order that the schema of MS Project asks for."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from .plan import SPACE, Assignment, Plan, PlanTask, Resource, Snapshot

# What XML cannot hold.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HOURS = 8


def write(plan: Plan) -> bytes:
    """Return the file of a plan."""
    root: Any = etree.Element(f"{{{SPACE}}}Project", nsmap={None: SPACE})
    days = [day for task in plan.tasks for day in (task.start, task.finish)]
    _put(root, SaveVersion=14, Name=plan.title, Title=plan.title)
    if days:
        _put(root, StartDate=_moment(min(days), 8), FinishDate=_moment(max(days), 17))
    _put(root, CurrencyCode="USD", MinutesPerDay=HOURS * 60)
    tasks, resources, assignments = (_sub(root, name) for name in ("Tasks", "Resources", "Assignments"))
    parents = {a.uid for a, b in zip(plan.tasks, plan.tasks[1:], strict=False) if b.level > a.level}
    for place, task in enumerate(plan.tasks, start=1):
        _task(_sub(tasks, "Task"), task, place, task.uid in parents)
    for place, resource in enumerate(plan.resources, start=1):
        _resource(_sub(resources, "Resource"), resource, place)
    for assignment in plan.assignments:
        _assignment(_sub(assignments, "Assignment"), assignment)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _sub(parent: Any, name: str) -> Any:
    return etree.SubElement(parent, f"{{{SPACE}}}{name}")


def _put(parent: Any, **values: Any) -> None:
    """Write elements in the order given; None is left out."""
    for name, value in values.items():
        if value is not None:
            _sub(parent, name).text = UNWRITABLE.sub(" ", str(value))


def _moment(day: date | None, hour: int) -> str | None:
    return f"{day.isoformat()}T{hour:02d}:00:00" if day else None


def _cents(amount: Decimal) -> int:
    return int(amount.scaleb(2))


def _duration(start: date | None, finish: date | None) -> str | None:
    """Return the length in hours of working days; a plan counts Monday to Friday."""
    if start is None or finish is None:
        return None
    days = (finish - start).days + 1
    weeks, rest = divmod(days, 7)
    work = weeks * 5 + sum((start.weekday() + n) % 7 < 5 for n in range(rest))
    return f"PT{work * HOURS}H0M0S"


def _task(element: Any, task: PlanTask, place: int, summary: bool) -> None:
    length = "PT0H0M0S" if task.milestone else _duration(task.start, task.finish)
    _put(
        element, UID=task.uid, ID=place, Name=task.name, Type=1, IsNull=0, OutlineLevel=task.level,
        Start=_moment(task.start, 8), Finish=_moment(task.finish, 17), Duration=length, DurationFormat=7,
        Milestone=int(task.milestone), Summary=int(summary), PercentComplete=task.percent, Cost=_cents(task.cost),
        ActualStart=_moment(task.actual_start, 8), ActualFinish=_moment(task.actual_finish, 17),
        ActualCost=_cents(task.actual_cost), Notes=task.notes or None,
    )  # fmt: skip
    for link in task.links:
        held = _sub(element, "PredecessorLink")
        _put(
            held,
            PredecessorUID=link.uid,
            Type=int(link.kind),
            CrossProject=0,
            LinkLag=link.lag * 10,
            LagFormat=7,
        )
    for snapshot in task.baselines:
        _snapshot(_sub(element, "Baseline"), snapshot)


def _snapshot(element: Any, one: Snapshot) -> None:
    _put(
        element, Number=one.number, Start=_moment(one.start, 8), Finish=_moment(one.finish, 17),
        Duration=_duration(one.start, one.finish), DurationFormat=7, Cost=_cents(one.cost),
    )  # fmt: skip


def _resource(element: Any, one: Resource, place: int) -> None:
    _put(element, UID=one.uid, ID=place, Name=one.name, Type=1, Cost=_cents(one.cost))


def _assignment(element: Any, one: Assignment) -> None:
    _put(element, UID=one.uid, TaskUID=one.task, ResourceUID=one.resource, Cost=_cents(one.cost))
