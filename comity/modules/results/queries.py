"""What people ask about results: which key results can be measured, and how far they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from comity.kernel.access.rules import visible_to

from .models import Goal, Indicator, IndicatorPeriod, KeyResult, Strategy

OK = ("verified", "published")


@dataclass
class Standing:
    """How far an indicator is: the newest period with an actual, and the present or next target."""

    indicator: Indicator
    periods: list[IndicatorPeriod]

    @property
    def latest(self) -> IndicatorPeriod | None:
        known = [one for one in self.periods if one.actual is not None]
        return known[-1] if known else None

    @property
    def actual(self) -> Decimal | None:
        return self.latest.actual if self.latest else None

    @property
    def target(self) -> Decimal | None:
        """Return the target of the period that the actual is of; without one, the next target there is."""
        if self.latest:
            return self.latest.target
        return next((one.target for one in self.periods if one.target is not None), None)

    @property
    def met(self) -> bool | None:
        return self.indicator.met(self.target, self.actual) if self.latest else None

    @property
    def meaning(self) -> str:
        return {True: "well", False: "late", None: "waiting"}[self.met]


@dataclass
class Line:
    """A key result with what measures it; none is an ordinary answer."""

    key_result: KeyResult
    standings: list[Standing] = field(default_factory=list)


@dataclass
class Chapter:
    """A goal with its key results."""

    goal: Goal
    lines: list[Line]

    @property
    def measured(self) -> int:
        return sum(bool(line.standings) for line in self.lines)

    @property
    def unmeasured(self) -> int:
        return len(self.lines) - self.measured


def standings(person: Any, scope: Any, some: Any) -> dict[Any, list[Standing]]:
    """Return the indicators a person may see, by key result, with their periods; two queries."""
    rows = visible_to(person, Indicator.objects.filter(some), "view", scope).order_by("code")
    periods = visible_to(person, IndicatorPeriod.objects.order_by("starts"), "view", scope)
    found: dict[Any, list[Standing]] = {}
    for one in rows.select_related("owner", "unit").prefetch_related(Prefetch("periods", periods, "seen")):
        found.setdefault(one.key_result_id, []).append(Standing(one, one.seen))
    return found


def strategies(person: Any, scope: Any) -> list[Strategy]:
    return list(visible_to(person, Strategy.objects.order_by("-starts"), "view", scope))


def chapters(person: Any, scope: Any, strategy: Strategy) -> list[Chapter]:
    """Return the goals of a strategy, their key results and what measures them; four queries."""
    from django.db.models import Q

    known = standings(person, scope, Q(key_result__goal__strategy=strategy))
    lines: dict[Any, list[Line]] = {}
    results = visible_to(person, KeyResult.objects.filter(goal__strategy=strategy), "view", scope)
    for one in results.order_by("goal__code", "place"):
        lines.setdefault(one.goal_id, []).append(Line(one, known.get(one.pk, [])))
    goals = visible_to(person, Goal.objects.filter(strategy=strategy).order_by("code"), "view", scope)
    return [Chapter(goal, lines.get(goal.pk, [])) for goal in goals]


def without_indicator(keys: Iterable[Any]) -> set[Any]:
    """Return those of these key results that nobody measures yet."""
    wanted = set(keys)
    return wanted - set(Indicator.objects.filter(key_result__in=wanted).values_list("key_result", flat=True))


def standing_of(person: Any, scope: Any, pk: Any) -> Standing | None:
    """Return one indicator with its periods, if the person may see it."""
    from django.db.models import Q

    found = standings(person, scope, Q(pk=pk))
    return next((one for some in found.values() for one in some), None)
