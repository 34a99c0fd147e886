"""One's own matters: what I asked for, whose turn it is, and the way to answer, confirm, reopen and rate."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.kernel.actions.talk import conversation
from comity.kernel.actions.verbs import offers, take
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.files.queries import attachments_of

from .. import actions, queries, questions
from ..models import Draft, Offering, Satisfaction, Ticket
from .reader import for_person, ticket_of

MOST = 50


@for_person
def mine(request: Any) -> HttpResponse:
    """What I asked for: open ones first, with whose turn it is and by when."""
    tickets = list(queries.my_tickets(request.person)[:MOST])
    rows = Ticket.objects.filter(requester=request.person, state__in=("closed", "cancelled"))
    past = list(rows.select_related("service").order_by("-opened_at")[:20])
    context = {
        "lines": lines_of(tickets, request.person), "past": lines_of(past, request.person),
        "drafts": _drafts(request.person), "where": "desk.views.matters.mine",
    }  # fmt: skip
    return render(request, "desk/mine.html", context)


def lines_of(tickets: list[Ticket], reader: Any) -> list[dict[str, Any]]:
    """Return tickets with state, turn and clock; two queries for a whole page."""
    chips = queries.chips(tickets, reader)
    return [
        {
            "ticket": t,
            "state": t.flow.states[t.state],
            "turn": queries.turn_of(t, reader),
            "clock": chips.get(t.pk),
        }
        for t in tickets
    ]


def _drafts(person: Any) -> list[dict[str, Any]]:
    """Return what was begun and not sent."""
    found = []
    codes = {
        d.place.partition(":")[2]: d for d in Draft.objects.filter(person=person).order_by("-changed_at")[:10]
    }
    named = {one.code: one for one in Offering.objects.filter(code__in=codes)}
    for code, draft in codes.items():
        found.append({"offering": named.get(code), "changed_at": draft.changed_at})
    return found


@for_person
def one(request: Any, pk: Any) -> HttpResponse:
    """One matter as its requester reads it: where it stands, the talk, and what to press."""
    ticket = ticket_of(request, pk, requester=True)
    return _page(request, ticket)


def _page(
    request: Any, ticket: Ticket, problems: list[str] | None = None, typed: str = "", status: int = 200
) -> HttpResponse:
    may = {offer.step.name for offer in offers(request.person, ticket, request.scope) if offer.allowed}
    context = {
        "line": lines_of([ticket], request.person)[0], "ticket": ticket,
        "talk": conversation(ticket, notes=False), "answers": questions.shown(ticket.answers or []),
        "attachments": attachments_of(ticket.pk, internal=False), "may": may, "problems": problems or [], "typed": typed,
        "rating": Satisfaction.objects.filter(ticket=ticket).first(), "scale": SCALE,
        "where": "desk.views.matters.one",
    }  # fmt: skip
    return render(request, "desk/matter.html", context, status=status)


SCALE = range(5, 0, -1)


def _do(request: Any, pk: Any, deed: Any, done: str, typed: str = "") -> HttpResponse:
    """Do something to one's matter, or show again what was typed, with the sentence why not."""
    ticket = ticket_of(request, pk, requester=True)
    try:
        deed(ticket)
    except NotAllowed:
        raise
    except Refused as refusal:
        said = [str(line) for some in refusal.fields.values() for line in some] or [str(refusal.sentence)]
        ticket.refresh_from_db()
        return _page(request, ticket, said, typed, refusal.status)
    messages.success(request, done)
    return redirect("desk:mine-one", pk=pk)


@for_person
@require_POST
def say(request: Any, pk: Any) -> HttpResponse:
    words = request.POST.get("words", "")
    return _do(
        request,
        pk,
        lambda t: actions.answer(request.person, t, words),
        _("Your answer is with the desk."),
        words,
    )


@for_person
@require_POST
def confirm(request: Any, pk: Any) -> HttpResponse:
    return _do(request, pk, lambda t: actions.confirm(request.person, t), _("Thank you. This is closed now."))


@for_person
@require_POST
def reopen(request: Any, pk: Any) -> HttpResponse:
    why = request.POST.get("why", "")
    return _do(
        request, pk, lambda t: actions.contradict(request.person, t, why), _("This is open again."), why
    )


@for_person
@require_POST
def cancel(request: Any, pk: Any) -> HttpResponse:
    return _do(request, pk, lambda t: take(request.person, t, "cancel"), _("This is cancelled."))


@for_person
@require_POST
def rate(request: Any, pk: Any) -> HttpResponse:
    said = request.POST.get("rating", "")
    words = request.POST.get("words", "")

    def deed(ticket: Ticket) -> None:
        if said not in {str(n) for n in SCALE}:
            raise Refused(_("Choose a number from 1 to 5."))
        actions.rate(request.person, ticket, int(said), words)

    return _do(request, pk, deed, _("Thank you for telling us."), words)
