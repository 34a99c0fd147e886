"""The floor: an empty page in the frame of the house, and a list written by hand, under the same middleware.

The list by hand is what a good programmer writes for one table without a kernel: a view with its filters and
its cursor, a template with its loop. It knows no rights, no saved views, no export, no chosen columns.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from comity.modules.desk.flows import TicketFlow
from comity.modules.desk.models import Ticket
from comity.urls import urlpatterns as house

OPEN = [name for name, state in TicketFlow.states.items() if not state.closed]
PAGE = 50


@login_required
def empty(request: Any) -> HttpResponse:
    """Show the frame and nothing in it."""
    return render(request, "bench/empty.html")


@login_required
def tickets(request: Any) -> HttpResponse:
    """Show open tickets of a priority by due time, in a template named by the address (framed or bare)."""
    state = request.GET.get("state", "open")
    rows = Ticket.objects.filter(state__in=OPEN if state == "open" else [state])
    if priority := request.GET.get("priority"):
        rows = rows.filter(priority=priority)
    if after := request.GET.get("after"):
        said, key = after.split("|")
        due = datetime.fromisoformat(said)
        rows = rows.filter(Q(due_at__gt=due) | Q(due_at=due, pk__gt=UUID(key)))
    rows = rows.select_related("group", "assignee", "requester", "unit").order_by("due_at", "pk")
    found = list(rows[: PAGE + 1])
    older = f"{found[PAGE - 1].due_at.isoformat()}|{found[PAGE - 1].pk}" if len(found) > PAGE else None
    names = {name: one.label for name, one in TicketFlow.states.items()}
    for ticket in found:
        ticket.state_label = names[ticket.state]  # type: ignore[attr-defined]
    bare = "bare" in request.GET
    context = {
        "tickets": found[:PAGE],
        "older": older,
        "base": "bench/bare.html" if bare else "shell/page.html",
    }
    return render(request, "bench/tickets.html", context)


urlpatterns = [path("floor/empty/", empty), path("floor/tickets/", tickets), *house]
