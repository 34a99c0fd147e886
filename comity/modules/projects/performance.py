"""How projects stand: earned value, forecast and health of many projects with the same few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum

from comity.kernel.base.moment import now

from .models import Baseline, BaselineLine, HealthRating, HealthRule, Outlay, Project
from .pure import evm, forecast, schedule
from .pure.evm import Standing
from .pure.figures import Figure, ratio
from .pure.forecast import Bands
from .pure.schedule import Piece

ZERO = Decimal("0.00")
MEASURED = ("executing", "suspended", "closing")


@dataclass(frozen=True)
class Against:
    """Cost and schedule against one baseline."""

    baseline: Baseline
    cost: Figure
    schedule: Figure

    @property
    def suspicious(self) -> bool:
        return forecast.suspicious(self.cost) or forecast.suspicious(self.schedule)


@dataclass
class Rated:
    """What was declared: the last rating, since when it is the same, and on which day somebody looked."""

    declared: int | None = None
    since: date | None = None
    day: date | None = None


@dataclass
class Performance:
    """A project on a day."""

    project: Project
    day: date
    bands: Bands
    first: Against | None = None
    current: Against | None = None
    pieces: Sequence[Piece] = ()
    standing: Standing | None = None
    rated: Rated = field(default_factory=Rated)

    @property
    def figures(self) -> Mapping[str, Figure]:
        return evm.figures(self.standing) if self.standing else {}

    @property
    def schedule(self) -> Mapping[str, Figure]:
        if self.standing is None:
            return {}
        return schedule.earned_schedule(self.pieces, self.standing.ev, self.project.completed or self.day)

    @property
    def evidence(self) -> list[Figure]:
        """Return what the computed rating rests on, each as a share by which the plan is kept or missed."""
        if self.current is None or self.standing is None:
            return []
        found = [self.current.cost, self.current.schedule]
        if self.project.state in MEASURED:
            made, when = self.figures, self.schedule
            vac = made["VAC"] if made["VAC"] else made["CV"]
            found.append(ratio("cost_earned_value", "VAC / BAC", vac.value, self.standing.bac, "no_budget"))
            late = ratio("earned_schedule", "SV(t) / PD", when["SVt"].value, when["PD"].value, "no_length")
            found.append(late if when["SPIt"] else Figure(late.code, late.formula, reason="no_time"))
        return found

    @property
    def computed(self) -> int | None:
        return forecast.computed_rating(self.evidence, self.bands)

    @property
    def gap(self) -> int | None:
        """Return declared less computed: above zero, the project is called healthier than the evidence says."""
        computed = self.computed
        return None if self.rated.declared is None or computed is None else self.rated.declared - computed

    @property
    def stale(self) -> int | None:
        """Return for how many days nobody rated the project; None when it was never rated."""
        return (self.day - self.rated.day).days if self.rated.day else None

    @property
    def is_stale(self) -> bool:
        open_ = not self.project.flow.states[self.project.state].closed
        return open_ and self.current is not None and (self.stale is None or self.stale > self.bands.stale)


def of(project: Project, day: date | None = None) -> Performance:
    """Return how one project stands."""
    return gather([project], day)[0]


def gather(projects: Iterable[Project], day: date | None = None) -> list[Performance]:
    """Return how projects stand on a day (today), in the order given; the number of queries does not grow."""
    wanted, day, bands = list(projects), day or now().date(), HealthRule.bands()
    keys = [project.pk for project in wanted]
    bases: dict[UUID, list[Baseline]] = defaultdict(list)
    held = Baseline.objects.filter(project__in=keys, state__in=("in_force", "superseded"))
    for base in held.order_by("number"):
        bases[base.project_id].append(base)
    spent = spending(keys, day)
    lines = _lines([base.pk for found in bases.values() for base in found if base.state == "in_force"])
    rated = ratings(keys)
    made = []
    for project in wanted:
        one = Performance(project, day, bands, rated=rated.get(project.pk, Rated()))
        _measure(one, bases.get(project.pk, []), lines, spent.get(project.pk, ZERO))
        made.append(one)
    return made


def _measure(one: Performance, bases: list[Baseline], lines: Any, spent: Decimal) -> None:
    """Fill in what the baselines make measurable."""
    current = next((base for base in bases if base.state == "in_force"), None)
    if current is None:
        return
    own = lines[current.pk]
    one.pieces = [piece for piece, _earned in own]
    one.standing = Standing(
        current.cost, schedule.planned_value(one.pieces, one.day),
        sum((piece.cost * share / 100 for piece, share in own), ZERO).quantize(ZERO), spent,
    )  # fmt: skip
    one.first, one.current = (_against(one, base, current, spent) for base in (bases[0], current))


def _against(one: Performance, base: Baseline, current: Baseline, spent: Decimal) -> Against:
    """Compare with a baseline; until the first report the plan in force is what is expected."""
    project = one.project
    cost = project.forecast_cost if project.forecast_cost is not None else current.cost
    return Against(
        base,
        forecast.cost_forecast_variance(base.cost, spent, project.completed, cost),
        forecast.schedule_forecast_variance(
            base.start, base.finish, one.day, project.completed, project.forecast_finish or current.finish
        ),
    )


def _lines(baselines: list[UUID]) -> dict[UUID, list[tuple[Piece, int]]]:
    """Return (piece, per cent earned) of baselines; in time-boxes only what is accepted is earned."""
    found: dict[UUID, list[tuple[Piece, int]]] = defaultdict(list)
    rows = BaselineLine.objects.filter(baseline__in=baselines).values_list(
        "baseline_id",
        "start",
        "finish",
        "cost",
        "task__progress",
        "task__accepted",
        "baseline__project__method",
    )
    for base, start, finish, cost, progress, accepted, method in rows.order_by("id"):
        share = 100 if accepted else 0 if method == "boxes" else progress
        found[base].append((Piece(start, finish, cost), share))
    return found


def spending(projects: Iterable[Any], day: date) -> dict[UUID, Decimal]:
    """Return what projects have spent by a day."""
    rows = Outlay.objects.filter(project__in=list(projects), kind="expenditure", day__lte=day)
    found: Any = rows.values("project_id").annotate(sum=Sum("amount")).order_by()
    return {row["project_id"]: row["sum"] for row in found}


def ratings(projects: Iterable[Any]) -> dict[UUID, Rated]:
    """Return the last declared rating of each project, and since when it has been the same."""
    found: dict[UUID, Rated] = {}
    rows = HealthRating.objects.filter(project__in=list(projects)).order_by("project_id", "day", "id")
    for project, day, declared in rows.values_list("project_id", "day", "declared"):
        before = found.get(project)
        same = before is not None and before.declared == declared
        since = before.since if before is not None and same else day
        found[project] = Rated(declared, since, day)
    return found
