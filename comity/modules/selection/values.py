"""What initiatives are worth by a scoring model: the weighted mean of two assessors, on a scale from 0 to 100 points."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from comity.kernel.access.rules import visible_to

from .models import MOST, Assessment, Criterion, ScoringModel

POINT = 1000  # thousandths of a point
BEST = 100 * POINT


@dataclass(frozen=True)
class Worth:
    """Points by criterion (thousandths, mean of the two), the weighted mean of each assessor, and their spread."""

    scores: tuple[int, ...]
    each: tuple[int, int]
    value: int

    @property
    def points(self) -> float:
        return self.value / POINT

    @property
    def spread(self) -> float:
        """Return how far the two assessors are apart, in points."""
        return abs(self.each[0] - self.each[1]) / POINT


def criteria_of(model: ScoringModel) -> list[Criterion]:
    return list(model.criteria.order_by("code"))


def worths(model: ScoringModel, person: Any, scope: Any = None) -> dict[UUID, Worth]:
    """Return what each initiative is worth that two assessors have judged and the person may see, by its key."""
    criteria = criteria_of(model)
    rows = visible_to(person, Assessment.objects.filter(scoring_model=model, state="opened"), "view", scope)
    both: dict[UUID, list[dict[str, int]]] = defaultdict(list)
    for initiative, scores in rows.order_by("initiative", "place").values_list("initiative", "scores"):
        both[initiative].append(scores)
    return {key: worth(criteria, *two) for key, two in both.items() if len(two) == 2}


def worth(criteria: list[Criterion], one: dict[str, int], other: dict[str, int]) -> Worth:
    """Return the linear additive value: Σ weight · score / Σ weight, the scores of the two averaged."""
    total = sum(c.weight for c in criteria) or 1

    def mean(scores: dict[str, int]) -> int:
        return round(sum(c.weight * scores[c.code] * BEST / MOST for c in criteria) / total)

    both = tuple(round((one[c.code] + other[c.code]) * BEST / MOST / 2) for c in criteria)
    value = round(sum(c.weight * score for c, score in zip(criteria, both, strict=True)) / total)
    return Worth(both, (mean(one), mean(other)), value)
