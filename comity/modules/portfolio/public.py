"""What other modules may ask of the portfolio, and the events it announces.

    @tells                                      # a module adds what it knows to the story of an initiative
    def projects(initiative, person, scope): yield Moment(day, "delivery", title, text, who, url, meaning)

`warns` likewise adds to what the readers of a case are warned of. Money of an approved case is held in the ledger under the case (`finance.commit(record=approved_case(one), …)`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from comity.kernel.access.rules import visible_to
from comity.kernel.actions.verbs import take

from .concerns import Concern, warns
from .story import LANES, Moment, tells

__all__ = [
    "LANES", "Candidate", "CaseApproved", "Concern", "Moment", "Tie", "Way", "approved_case", "benefits_of", "candidates",
    "close_delivery", "cost_by_year", "flows_of", "funds_of", "initiative", "staff_categories", "start_delivery", "tells", "warns",
]  # fmt: skip
APPROVED = ("approved", "approved_with_conditions")


@dataclass(frozen=True)
class CaseApproved:
    """A version of a business case was approved and its money reserved."""

    case: UUID
    initiative: UUID


@dataclass(frozen=True)
class Way:
    """An option of a candidate: what it costs by (fund, year), its running cost by year, its benefits in money.

    `share` is the part of all benefits of the case that it reaches, in per cent; `staff` the person-months of own
    staff by (category, year).
    """

    option: UUID
    name: str
    kind: str
    preferred: bool
    costs: dict[tuple[UUID, int], Decimal]
    run: dict[int, Decimal]
    benefits: dict[int, Decimal]
    share: int = 100
    staff: dict[tuple[str, int], Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return sum(self.costs.values(), Decimal("0.00"))


@dataclass(frozen=True)
class Tie:
    """How a candidate stands to another: requires, excludes, duplicates or synergy."""

    kind: str
    other: UUID


@dataclass(frozen=True)
class Candidate:
    """An initiative that may be selected, with the options of its latest case; `running` is in delivery already."""

    initiative: UUID
    code: str
    title: str
    programme: UUID
    unit: UUID
    category: str
    state: str
    case: UUID | None
    risk: int | None
    ways: tuple[Way, ...] = ()
    ties: tuple[Tie, ...] = ()
    aims: tuple[UUID, ...] = ()
    running: bool = field(default=False)


CANDIDATES = ("under_appraisal", "approved", "deferred", "in_portfolio", "delivering")


def candidates(person: Any, states: Iterable[str] = CANDIDATES, scope: Any = None) -> list[Candidate]:
    """Return the initiatives that this person may see and a selection may choose from, in order of their codes."""
    from .candidates import gather
    from .models import Initiative

    rows = Initiative.objects.filter(state__in=list(states))
    return gather(list(visible_to(person, rows, "view", scope).order_by("code")), person, scope)


def staff_categories() -> dict[str, str]:
    """Return the categories of staff of which an option takes time, with their names."""
    from .models.words import StaffCategory

    return {str(one.value): str(one.label) for one in StaffCategory}


def initiative(pk: UUID) -> Any:
    """Return an initiative by its key; DoesNotExist when there is none. The caller asks who may see it."""
    from .models import Initiative

    return Initiative.objects.get(pk=pk)


def approved_case(initiative: Any) -> Any:
    """Return the approved version of its business case, None while there is none (invariant I1)."""
    from .models import Case

    rows = Case.objects.filter(initiative=initiative, state__in=APPROVED)
    return rows.select_related("initiative", "decision").order_by("-number").first()


def cost_by_year(case: Any, phases: Iterable[str] = ("plan", "build", "run")) -> dict[int, Decimal]:
    """Return what the preferred option of a case costs in each year, in the phases named."""
    from .models import CostLine

    found: dict[int, Decimal] = {}
    rows = CostLine.objects.filter(option__case=case, option__preferred=True, phase__in=list(phases))
    for year, amount in rows.order_by("year").values_list("year", "amount"):
        found[year] = found.get(year, Decimal("0.00")) + amount
    return found


def funds_of(case: Any) -> list[tuple[UUID, int, Decimal]]:
    """Return (fund, year, amount) of the preferred option: what its approval reserves."""
    found: list[tuple[UUID, int, Decimal]] = case.money_lines()
    return found


def benefits_of(case: Any) -> list[Any]:
    """Return the benefits that a case promises, with owner, measure, baseline, target and date."""
    return list(case.benefits.select_related("owner", "indicator").prefetch_related("values").order_by("id"))


def flows_of(option: Any) -> list[Any]:
    """Return costs and benefits of an option as lines of an appraisal (`appraisal.public`)."""
    from .appraising import lines_of_option

    return lines_of_option(option)


def start_delivery(actor: Any, initiative: Any) -> Any:
    """A project begins: the initiative is delivered from now on. Refused without an approved case."""
    return _on_the_way(actor, initiative, "start_delivery")


def close_delivery(actor: Any, initiative: Any) -> Any:
    """Its projects have ended: the initiative realises its benefits from now on."""
    return _on_the_way(actor, initiative, "close_delivery")


def _on_the_way(actor: Any, initiative: Any, step: str) -> Any:
    """Take an internal step as the system, after asking its guards as for a person."""
    from comity.kernel.audit.actors import System
    from comity.kernel.base.errors import Refused

    for guard in initiative.flow.steps[step].guards:
        if sentence := guard(actor, initiative, {}):
            raise Refused(sentence)
    return take(System("portfolio"), initiative, step, reason=str(actor))
