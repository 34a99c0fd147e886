"""Who sits where on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from comity.kernel.people.models import Dated

from ..models import Body, Quorum, Seat
from ..models.bodies import Capacity
from .standing import today, under

RANK = Case(
    *(When(capacity=value, then=Value(place)) for place, value in enumerate(Capacity.values)),
    default=Value(9), output_field=IntegerField(),
)  # fmt: skip


def seats_of(body: Any, on: date | None = None) -> "QuerySet[Seat, Seat]":
    """Return the seats of a body on a day, in the order of capacity as people read it: the chair first."""
    held = Seat.objects.filter(Dated.current(today(on)), body=body)
    return held.select_related("person", "body", "alternate_for").order_by(RANK, "person__name", "pk")


def voters(body: Any, on: date | None = None) -> list[Seat]:
    """Return the seats with a vote; alternates are left out, they vote when the one they stand in for is away."""
    return [seat for seat in seats_of(body, on) if seat.votes and seat.capacity != Capacity.ALTERNATE]


def chair(body: Any, on: date | None = None) -> Any:
    """Return the person in the chair on a day, or None."""
    return next((s.person for s in seats_of(body, on) if s.capacity == Capacity.CHAIR), None)


def secretaries(body: Any, on: date | None = None) -> list[Any]:
    """Return the persons who keep the secretariat of a body."""
    return [s.person for s in seats_of(body, on) if s.capacity == Capacity.SECRETARY]


def is_member(person: Any, body: Any, *capacities: str, on: date | None = None) -> bool:
    """Say whether a person sits in a body on a day, in one of these capacities (none named: in any)."""
    held = Seat.objects.filter(Dated.current(today(on)), body=body, person=getattr(person, "pk", None))
    return (held.filter(capacity__in=capacities) if capacities else held).exists()


def held_by(person: Any, on: date | None = None, capacities: Iterable[str] = ()) -> list[Seat]:
    """Return the seats of a person on a day in bodies that stand then."""
    day = today(on)
    held = Seat.objects.filter(
        Dated.current(day),
        Dated.current(day, "body__"),
        under(day, None, "body__"),
        person=getattr(person, "pk", None),
    )
    if capacities:
        held = held.filter(capacity__in=list(capacities))
    return list(held.select_related("body", "body__programme", "body__parent").order_by("body__code", "pk"))


def bodies_of(person: Any, on: date | None = None) -> list[Body]:
    """Return the bodies in which a person sits on a day, in whatever capacity, each once."""
    return list({seat.body_id: seat.body for seat in held_by(person, on)}.values())


def single_seats(bodies: Iterable[Any], day: date) -> set[Any]:
    """Return the keys of bodies in which one person alone has a vote on a day."""
    keys = [body.pk for body in bodies]
    voting = Q(votes__gt=0) & ~Q(capacity=Capacity.ALTERNATE)
    found = Seat.objects.filter(Dated.current(day), voting, body__in=keys).values_list("body_id", flat=True)
    counted = list(found)
    return {key for key in keys if counted.count(key) == 1}


def quorum_needed(body: Body, entitled: int) -> int:
    """Return how many of `entitled` must be there for a body to decide."""
    share = {
        Quorum.NONE: 0, Quorum.THIRD: -(-entitled // 3), Quorum.HALF: -(-entitled // 2),
        Quorum.MAJORITY: entitled // 2 + 1, Quorum.TWO_THIRDS: -(-2 * entitled // 3), Quorum.ALL: entitled,
    }[Quorum(body.quorum)]  # fmt: skip
    return max(share, body.quorum_least or 0)
