"""Between a project and a plan file: what a file would do to the work items, and the plan as a file."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from comity.kernel.actions.verbs import add, add_many, change, remove
from comity.kernel.audit import journal
from comity.kernel.audit.actors import Actor
from comity.kernel.base.models import column

from .models import BaselineLine, Outlay, Project, Task, TaskLink
from .models.plan import Kind
from .mspdi import Assignment, Fault, Link, LinkKind, Plan, PlanTask, Resource, Snapshot

MOST = 2000


@dataclass
class Difference:
    """What a plan would do to a project: the counts, each line that changes, and what is not taken."""

    plan: Plan
    faults: list[Fault] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    unchanged: int = 0
    left_alone: int = 0
    baselines: int = 0


def values_of(task: PlanTask) -> dict[str, Any]:
    """Return what a line of the plan says of a work item. What was spent comes from the outlays only."""
    milestone = task.milestone and task.start == task.finish
    return {
        "name": task.name[:250], "kind": Kind.MILESTONE if milestone else Kind.WORK, "start": task.start, "finish": task.finish,
        "cost": task.cost, "progress": task.percent, "actual_start": task.actual_start,
        "actual_finish": task.actual_finish, "notes": task.notes,
    }  # fmt: skip


def compare(project: Project, plan: Plan, faults: list[Fault]) -> Difference:
    """Say what a plan would do, without doing it; work items are recognised by their number."""
    made = Difference(plan, list(faults))
    if len(plan.tasks) > MOST:
        made.faults.append(Fault("number", 0, "Tasks", str(len(plan.tasks))))
    circle = _circle(plan)
    if circle is not None:
        made.faults.append(Fault("circle", 0, "PredecessorLink", circle))
    known = {task.number: task for task in project.tasks.all()}
    for one in plan.tasks:
        task = known.pop(one.uid, None)
        values = values_of(one)
        if task is None:
            made.lines.append({"name": one.name, "is_new": True, "changes": []})
            continue
        changes = [
            {"field": column(Task, name).verbose_name, "before": getattr(task, name), "after": value}
            for name, value in values.items()
            if getattr(task, name) != value
        ]
        made.unchanged += not changes
        if changes:
            made.lines.append({"name": one.name, "is_new": False, "changes": changes})
    made.left_alone = len(known)
    made.baselines = len({shot.number for one in plan.tasks for shot in one.baselines})
    return made


def _circle(plan: Plan) -> str | None:
    """Return the name of a task that waits for itself, None when there is none."""
    waits = {one.uid: [link.uid for link in one.links] for one in plan.tasks}
    names, state = {one.uid: one.name for one in plan.tasks}, dict[int, int]()
    for root in waits:
        stack = [(root, iter(waits[root]))] if not state.get(root) else []
        state.setdefault(root, 1)
        while stack:
            uid, rest = stack[-1]
            following = next((other for other in rest if other in waits), None)
            if following is None:
                state[uid] = 2
                stack.pop()
            elif state.get(following) == 1:
                return names[following]
            elif not state.get(following):
                state[following] = 1
                stack.append((following, iter(waits[following])))
    return None


def apply(actor: Actor, project: Project, plan: Plan, reason: str = "") -> None:
    """Write a plan into a project: all of it or nothing; baselines in the file are not taken over."""
    with journal.writing(actor, reason or plan.title):
        known = {task.number: task for task in project.tasks.all()}
        written: dict[int, Task] = {}
        parents: list[tuple[int, Task]] = []
        for one in plan.tasks:
            while parents and parents[-1][0] >= one.level:
                parents.pop()
            values: dict[str, Any] = values_of(one) | {"parent": parents[-1][1] if parents else None}
            task = known.get(one.uid)
            if task is None:
                task = add(actor, Task, project=project, number=one.uid, **values)
            elif any(getattr(task, name) != value for name, value in values.items()):
                change(actor, task, **values)
            written[one.uid] = task
            parents.append((one.level, task))
        _bind(actor, project, plan, written)


def _bind(actor: Actor, project: Project, plan: Plan, written: dict[int, Task]) -> None:
    """Make the dependencies of the tasks in the plan those of the plan."""
    held = {
        (link.task_id, link.predecessor_id): link
        for link in TaskLink.objects.filter(project=project, task__in=written.values())
    }
    wanted = {(written[one.uid].pk, written[link.uid].pk): link for one in plan.tasks for link in one.links}
    for pair, link in held.items():
        if pair not in wanted:
            remove(actor, link, _("The plan does not name it any more."))
    place = {"project": project, "unit": project.unit, "classification": project.classification}
    fresh = []
    for (task, other), said in wanted.items():
        values: dict[str, Any] = {"kind": said.kind.name, "lag": said.lag}
        there = held.get((task, other))
        if there is None:
            fresh.append({**place, "task_id": task, "predecessor_id": other, **values})
        elif (there.kind, there.lag) != (said.kind.name, said.lag):
            change(actor, there, **values)
    if fresh:
        # What the rules say of the first they say of all, but for circles, and `compare` looked for those.
        add(actor, TaskLink, **fresh[0])
        add_many(actor, TaskLink, fresh[1:], checked=True)


def ordered(tasks: list[Task]) -> list[tuple[int, Task]]:
    """Return (level, task) in the order of the outline: parts after what they are part of, else by start."""
    below: dict[Any, list[Task]] = defaultdict(list)
    for task in sorted(tasks, key=lambda one: (one.start, one.number)):
        below[task.parent_id].append(task)
    keys, found = {task.pk for task in tasks}, list[tuple[int, Task]]()
    roots = [task for task in below[None]] + [t for t in tasks if t.parent_id and t.parent_id not in keys]
    stack = [(1, task) for task in reversed(roots)]
    while stack:
        level, task = stack.pop()
        found.append((level, task))
        stack += [(level + 1, part) for part in reversed(below.get(task.pk, []))]
    return found


def plan_of(project: Project) -> Plan:
    """Return the plan of a project with its baselines 0 to 10, what was spent on each work item, and its resource."""
    tasks = ordered(list(project.tasks.all()))
    numbers = {task.pk: task.number for _level, task in tasks}
    links: dict[Any, list[Link]] = defaultdict(list)
    for bound in project.links.order_by("id"):
        links[bound.task_id].append(Link(numbers[bound.predecessor_id], LinkKind[bound.kind], bound.lag))
    shots, spent = _snapshots(project), _spent(project)
    lines = tuple(
        PlanTask(
            task.number, task.name, task.start, task.finish, level, task.kind == Kind.MILESTONE, task.progress, task.cost,
            spent.get(task.pk, Decimal(0)), task.actual_start, task.actual_finish, task.notes, tuple(links[task.pk]),
            tuple(shots[task.pk]),
        )
        for level, task in tasks
    )  # fmt: skip
    who = (
        (Resource(1, project.manager.name, sum((one.cost for one in lines), Decimal(0))),)
        if project.manager
        else ()
    )
    work = tuple(Assignment(n, one.uid, 1, one.cost) for n, one in enumerate(lines, 1) if one.cost and who)
    return Plan(f"{project.reference} {project.title}", lines, who, work)


def _snapshots(project: Project) -> dict[Any, list[Snapshot]]:
    """Return the baselines of each work item; a file has room for the first and the last ten."""
    bases = list(project.baselines.filter(state__in=("in_force", "superseded")).order_by("number"))
    kept = bases if len(bases) <= 11 else [bases[0], *bases[-10:]]
    place = {base.pk: number for number, base in enumerate(kept)}
    found: dict[Any, list[Snapshot]] = defaultdict(list)
    for line in BaselineLine.objects.filter(baseline__in=place).order_by("baseline__number", "id"):
        found[line.task_id].append(Snapshot(place[line.baseline_id], line.start, line.finish, line.cost))
    return found


def _spent(project: Project) -> dict[Any, Decimal]:
    rows: Any = Outlay.objects.filter(project=project, kind="expenditure").exclude(task=None)
    return {
        row["task_id"]: row["sum"] for row in rows.values("task_id").annotate(sum=Sum("amount")).order_by()
    }


def first_day(project: Project) -> date | None:
    """Return the first planned day."""
    first = project.tasks.order_by("start").values_list("start", flat=True).first()
    return first if first is None or isinstance(first, date) else None
