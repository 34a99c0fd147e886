"""The bodies as a picture: who reports to whom, with how many seats, and the same as a table."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.kernel.access.rules import visible_to
from comity.kernel.people.models import Dated
from comity.kernel.shell.charts import Chart, Node, tree

from ..models import Body, Capacity, Seat
from ..queries.standing import under
from .reader import Asked, asked, for_person, standing_words, tabs


@for_person
def page(request: Any) -> HttpResponse:
    """The bodies that stand on a day."""
    wish = asked(request)
    bodies, seats = _bodies(request, wish), _seats(request, wish)
    context = {
        **standing_words(request, wish),
        "bodies": [
            {"body": body, "chair": _chair(seats, body), "seats": _number(seats, body)} for body in bodies
        ],
        "chart": _chart(bodies, seats) if bodies else None,
        "tabs": tabs("picture"),
        "where": "governance/views/picture.py; governance/templates/governance/picture.html",
    }
    return render(request, "governance/picture.html", context)


def _bodies(request: Any, wish: Asked) -> list[Body]:
    rows = Body.objects.filter(Dated.current(wish.day), under(wish.day, wish.constitution))
    if wish.programme:
        rows = rows.filter(programme__in=[wish.programme.pk]) | rows.filter(programme=None)
    rows = visible_to(request.person, rows, "view", request.scope)
    return list(rows.select_related("programme", "parent", "unit").order_by("code"))


def _seats(request: Any, wish: Asked) -> list[Seat]:
    held = visible_to(request.person, Seat.objects.filter(Dated.current(wish.day)), "view", request.scope)
    return list(held.select_related("person"))


def _chair(seats: list[Seat], body: Body) -> Any:
    return next((s.person for s in seats if s.body_id == body.pk and s.capacity == Capacity.CHAIR), None)


def _number(seats: list[Seat], body: Body) -> int:
    return sum(s.body_id == body.pk for s in seats)


def _chart(bodies: list[Body], seats: list[Seat]) -> Chart:
    """Draw each body under the one it reports to."""
    counts = Counter(seat.body_id for seat in seats)
    shown = {body.pk for body in bodies}

    def node(body: Body) -> Node:
        below = [node(one) for one in bodies if one.parent_id == body.pk]
        number = counts[body.pk]
        seats_words = (
            ngettext("%(number)s seat", "%(number)s seats", number) % {"number": number} if number else ""
        )
        label = f"{body.name} · {seats_words}" if seats_words else str(body.name)
        return Node(label, body.get_absolute_url(), str(body.get_kind_display()), children=below)

    roots = [node(body) for body in bodies if body.parent_id not in shown]
    title = ngettext("%(number)s body", "%(number)s bodies", len(bodies)) % {"number": len(bodies)}
    made = tree(
        roots, title, _("Each under the body it reports to, and to which it forwards what it may not decide.")
    )
    made.rows = ()  # the page has a fuller table of its own
    return made
