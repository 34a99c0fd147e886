"""What stands on a day: mandates and rules whose own dates, body and constitution all hold then."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from comity.kernel.base.moment import now
from comity.kernel.people.models import Dated

from ..models import Accountability, Constitution, Mandate

RELATED = ("matter", "unit", "programme", "constitution")


def today(on: date | None = None) -> date:
    """Return the day that is asked about, today by default."""
    return on or now().date()


def under(day: date, constitution: Constitution | None = None, prefix: str = "") -> Q:
    """Return the condition that a row is under what stands on a day, or under a constitution that is looked at."""
    standing = Q(**{f"{prefix}constitution__in": Constitution.standing(day).values("pk")})
    if constitution is not None:
        standing = Q(**{f"{prefix}constitution": constitution.pk})
    return standing | Q(**{f"{prefix}constitution": None})


def mandates_on(
    day: date, matter: str = "", constitution: Constitution | None = None
) -> "QuerySet[Mandate, Mandate]":
    """Return the mandates that hold on a day, of one matter or of all."""
    found = Mandate.objects.filter(
        Dated.current(day), Dated.current(day, "body__"), under(day, constitution),
        under(day, constitution, "body__"),
    )  # fmt: skip
    if matter:
        found = found.filter(matter__code=matter)
    return found.select_related("body", *RELATED).order_by("matter__place", "matter__code", "code")


def rules_on(
    day: date, matter: str = "", constitution: Constitution | None = None
) -> "QuerySet[Accountability, Accountability]":
    """Return the rules of accountability that hold on a day, of one matter or of all."""
    found = Accountability.objects.filter(
        Dated.current(day), Dated.current(day, "decider__"), under(day, constitution),
        under(day, constitution, "decider__"),
    )  # fmt: skip
    if matter:
        found = found.filter(matter__code=matter)
    related: tuple[Any, ...] = ("decider", "reviewer", "endorser", *RELATED)
    return found.select_related(*related).order_by("matter__place", "matter__code", "code")
