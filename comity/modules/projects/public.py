"""What other modules may ask of delivery, and the event it announces. Foreign keys use "projects.Project"."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from comity.kernel.access.rules import visible_to

from .actions import authorise


@dataclass(frozen=True)
class ProjectClosed:
    """A project was closed: accepted, its lessons written, its benefit calendar named. Told after the commit."""

    project: UUID
    case: UUID
    initiative: UUID


@dataclass(frozen=True)
class Closed:
    """What a closed project promised first and what came of it: the reference class of later cases."""

    project: UUID
    planned_cost: Decimal
    actual_cost: Decimal
    planned_start: date
    planned_finish: date
    completed: date | None


def project(pk: Any) -> Any:
    """Return a project by its key, None when there is none. The caller asks who may see it."""
    from .models import Project

    return Project.objects.filter(pk=pk).first()


def projects_of(initiative: Any, person: Any, scope: Any = None) -> list[Any]:
    """Return the projects of an initiative that a person may see, the oldest first."""
    from .models import Project

    rows = Project.objects.filter(initiative=initiative).select_related("case", "manager").order_by("id")
    return list(visible_to(person, rows, "view", scope))


def closed_projects(person: Any, scope: Any = None) -> list[Closed]:
    """Return the closed projects that a person may see, with first plan and outcome."""
    from .models import Baseline, Project
    from .performance import spending

    rows = visible_to(person, Project.objects.filter(state="closed"), "view", scope)
    found = {one.pk: one for one in rows}
    spent = spending(found, date.max)
    firsts = Baseline.objects.filter(project__in=found, cause="initial").order_by("project_id")
    return [
        Closed(
            base.project_id, base.cost, spent.get(base.project_id, Decimal("0.00")), base.start, base.finish,
            found[base.project_id].completed,
        )
        for base in firsts
    ]  # fmt: skip


__all__ = ["Closed", "ProjectClosed", "authorise", "closed_projects", "project", "projects_of"]
