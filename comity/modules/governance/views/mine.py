"""What may I decide: the reader's seats and the mandates of their bodies, and what waits for them."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from .. import hooks
from ..models import Mandate, Seat
from ..models.bodies import ACTING
from ..queries import mandates_on, today
from ..queries.seats import held_by
from ..waiting import for_reader
from .reader import for_person, limits, tabs


@for_person
def page(request: Any) -> HttpResponseBase:
    """Seats with their mandates, and what waits."""
    seats = held_by(request.person)
    held = list(mandates_on(today()).filter(body__in={seat.body_id for seat in seats}))
    context = {
        "seats": [_seat(seat, [m for m in held if m.body_id == seat.body_id]) for seat in seats],
        "waits": for_reader(request.person, request.scope, seats, held),
        "others": hooks.waiting(request.person, request.scope),
        "tabs": tabs("mine"),
        "where": "governance/views/mine.py; governance/waiting.py; governance/templates/governance/mine.html",
    }
    return render(request, "governance/mine.html", context)


def _seat(seat: Seat, held: list[Mandate]) -> dict[str, Any]:
    """Return a seat with what its body may do; a secretary or an observer takes no part in it."""
    acts = seat.capacity in ACTING
    marks = [{"row": one, "limits": limits(one), "short": limits(one, short=True)} for one in held]
    return {"seat": seat, "marks": marks, "acts": acts, "alone": acts and seat.body.is_office}
