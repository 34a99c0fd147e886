"""Discount policies of the demonstration, and what samples hold, through the real write path."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit.actors import System
from comity.kernel.people.models import Person, Unit

from .figures import GREEN_BOOK
from .models import DiscountPolicy, RateStep

order = 15  # before the mandates: this policy was adopted when a right decided
US = System("demo")
SOURCE = (
    "HM Treasury, The Green Book: Appraisal and Evaluation in Central Government (2003), annex 6: the social time "
    "preference rate and its decline beyond thirty years. Taken over until the Organization has a rate of its own."
)
OTHER = (
    "United States, Office of Management and Budget, Circular A-94 (revised November 2023): 2 per cent real. "
    "Drafted for comparison; costs and benefits far away would count for more."
)


def sample_discountpolicy(make: Callable[..., Any]) -> dict[str, Any]:
    return {"title": "Rates of the test", "starts": date(2020, 1, 1), "ends": None, "source": "Tests"}


def sample_ratestep(make: Callable[..., Any]) -> dict[str, Any]:
    return {"policy": make("appraisal.discountpolicy"), "from_year": 0, "rate": Decimal("3.50")}


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write an adopted policy and a draft."""
    if DiscountPolicy.objects.exists():
        return
    progress(0, 2, "discount policies")
    analyst, cito = (Person.objects.get(code=code) for code in ("P-000017", "P-000005"))
    unit = Unit.objects.get(code="OICT")
    adopted = add(
        US,
        DiscountPolicy,
        title="Declining rate of the Green Book",
        source=SOURCE,
        unit=unit,
        starts=date(2024, 1, 1),
    )
    for step in GREEN_BOOK.steps:
        add(US, RateStep, policy=adopted, from_year=step.from_year, rate=step.rate)
    take(analyst, adopted, "propose")
    take(cito, adopted, "adopt")
    draft = add(
        US,
        DiscountPolicy,
        title="Flat rate of Circular A-94",
        source=OTHER,
        unit=unit,
        starts=date(2027, 1, 1),
    )
    add(US, RateStep, policy=draft, from_year=0, rate=Decimal("2.00"))
