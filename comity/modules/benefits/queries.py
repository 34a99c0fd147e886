"""What people ask: what was promised and what came, what is overdue, and what is promised twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from comity.kernel.access.rules import visible_to
from comity.modules.appraisal.public import Reference
from comity.modules.projects.public import closed_projects

from .classes import Outcome, cost_overruns, day_overruns, middle, realised_share, upper
from .models import BenefitMeasurement

ZERO = Decimal("0.00")
MOST = 2000
ENDED = ("withdrawn", "rejected", "merged", "stopped", "lapsed")


def entries(person: Any, scope: Any, programme: str = "") -> "QuerySet[BenefitMeasurement]":
    """Return the calendar entries a person may see."""
    rows = visible_to(person, BenefitMeasurement.objects.all(), "view", scope)
    if programme:
        rows = rows.filter(programme__code=programme)
    related = ("benefit", "project", "owner", "programme", "unit")
    return rows.select_related(*related).order_by("project__title", "project_id", "due", "id")


@dataclass
class Sum:
    """What a project's benefits come to, in USD; `measured` is what was promised of those that are verified."""

    project: Any
    promised: Decimal = ZERO
    measured: Decimal = ZERO
    realised: Decimal = ZERO
    entries: list[BenefitMeasurement] = field(default_factory=list)

    @property
    def share(self) -> Decimal | None:
        return realised_share([(self.measured, self.realised)]) if self.measured else None

    @property
    def overdue(self) -> int:
        return sum(one.overdue() for one in self.entries)


def by_project(rows: Iterable[BenefitMeasurement]) -> list[Sum]:
    """Add the entries of each project up."""
    found: dict[UUID, Sum] = {}
    for one in rows:
        total = found.setdefault(one.project_id, Sum(one.project))
        total.entries.append(one)
        if one.state == "given_up":
            continue
        total.promised += one.promised
        if one.state == "verified" and one.realised is not None:
            total.measured += one.promised
            total.realised += one.realised
    return list(found.values())


def classes(person: Any, scope: Any, programme: UUID | None = None, size: str = "") -> list[Reference]:
    """Return the reference classes among what a person may see: of a programme and size, or all there are."""
    projects = {one.project: one for one in closed_projects(person, scope)}
    model = apps.get_model("projects", "Project")
    places = model._default_manager.filter(pk__in=projects).values_list(
        "pk", "programme", "programme__name", "initiative__size", "started"
    )
    groups: dict[tuple[Any, str], dict[str, Any]] = {}
    for pk, key, name, large, started in places:
        group = groups.setdefault((key, large), {"name": name, "outcomes": [], "pairs": []})
        group["outcomes"].append(_outcome(projects[pk], started))
    verified = visible_to(
        person, BenefitMeasurement.objects.filter(state="verified", promised__gt=0), "view", scope
    )
    rows = verified.exclude(realised=None).values_list(
        "programme", "programme__name", "size", "promised", "realised"
    )
    for key, name, large, promised, realised in rows:
        group = groups.setdefault((key, large), {"name": name, "outcomes": [], "pairs": []})
        group["pairs"].append((promised, realised))
    wanted = [
        (place, group) for place, group in groups.items()
        if (programme is None or place[0] == programme) and (not size or place[1] == size)
    ]  # fmt: skip
    return [
        _reference(group, place[1])
        for place, group in sorted(wanted, key=lambda one: (str(one[1]["name"]), one[0][1]))
    ]


def _outcome(closed: Any, started: Any) -> Outcome:
    """Return plan and outcome of a closed project; days from its start."""
    begun = started or closed.planned_start
    days = (closed.completed - begun).days + 1 if closed.completed else None
    planned = (closed.planned_finish - closed.planned_start).days + 1
    return Outcome(closed.planned_cost, closed.actual_cost, planned, days)


def _reference(group: dict[str, Any], size: str) -> Reference:
    costs, days = cost_overruns(group["outcomes"]), day_overruns(group["outcomes"])
    return Reference(
        f"{group['name']} · {size_words(size)}", len(group["outcomes"]), len(group["pairs"]), middle(costs), upper(costs),
        middle(days), realised_share(group["pairs"]),
    )  # fmt: skip


def size_words(size: str) -> str:
    """Name a size as initiatives do."""
    model: Any = apps.get_model("portfolio", "Initiative")
    return str(dict(model._meta.get_field("size").flatchoices).get(size, size or _("any size")))


@dataclass(frozen=True)
class Twice:
    """Two promises of the same indicator whose units overlap: what both count, comes once.

    `indicator` is an indicator, or the words of the measure where neither promise names one.
    """

    indicator: Any
    one: Any
    other: Any

    @property
    def both(self) -> tuple[Any, Any]:
        return self.one, self.other


def double_counts(person: Any, scope: Any, case: Any = None) -> list[Twice]:
    """Return the pairs of promises that may count the same gain, of one case or of all that a person may see."""
    cases = visible_to(person, apps.get_model("portfolio", "Case")._default_manager.all(), "view", scope)
    model: Any = apps.get_model("portfolio", "CaseBenefit")
    rows = visible_to(person, model._default_manager.filter(case__in=cases.values("pk")), "view", scope)
    rows = rows.annotate(words=Lower("measure"))
    rows = rows.exclude(indicator=None, measure="").exclude(
        case__state__in=(*ENDED, "superseded", "returned")
    )
    rows = rows.exclude(case__initiative__state__in=ENDED)
    if case is not None:
        mine = list(model._default_manager.filter(case=case).values_list("indicator", "measure"))
        same = Q(indicator__in=[key for key, _words in mine if key])
        rows = rows.filter(
            same | Q(indicator=None, words__in={words.lower() for key, words in mine if not key})
        )
    related = ("case__initiative", "indicator", "unit", "owner")
    alike: dict[Any, list[Any]] = defaultdict(list)
    for one in rows.select_related(*related).order_by("indicator", "words", "case__reference", "id")[:MOST]:
        alike[one.indicator or one.words].append(one)
    return [
        Twice(pair[0].indicator or pair[0].measure, *pair) for some in alike.values() for pair in combinations(some, 2)
        if _overlap(*pair) and (case is None or case.pk in (pair[0].case_id, pair[1].case_id))
    ]  # fmt: skip


def _overlap(one: Any, other: Any) -> bool:
    """Say whether two promises of different initiatives are about units that lie within each other."""
    if one.case.initiative_id == other.case.initiative_id:
        return False
    here, there = one.unit.path, other.unit.path
    return here.startswith(there) or there.startswith(here)
