"""The queue: what waits for an agent, in order of time left."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.kernel.base.errors import NotAllowed, Refused

from .. import actions, queries
from .matters import lines_of
from .reader import for_person, needs

TABS = ("mine", "groups", "unassigned", "soon")
MOST = 50


@for_person
def queue(request: Any) -> HttpResponse:
    """My tickets, those of my groups, those nobody has, those that are late soon."""
    needs(request, "work")
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in TABS else "mine"
    words = {
        "mine": _("Mine"),
        "groups": _("My groups"),
        "unassigned": _("Unassigned"),
        "soon": _("Late soon"),
    }
    rows = list(queries.queue(request.person, tab, request.scope)[: MOST + 1])
    context = {
        "tabs": [{"label": words[key], "url": f"?tab={key}", "current": key == tab} for key in TABS],
        "lines": lines_of(rows[:MOST], request.person), "more": len(rows) > MOST, "tab": tab,
        "groups": queries.groups_of(request.person), "where": "desk.views.agents.queue",
    }  # fmt: skip
    return render(request, "desk/queue.html", context)


@for_person
@require_POST
def take_next(request: Any) -> HttpResponse:
    """Give the agent the ticket of the agent's groups that is due first."""
    try:
        ticket = actions.take_next(request.person)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.info(request, str(refusal.sentence))
        return redirect("desk:queue")
    return redirect(ticket.get_absolute_url())
