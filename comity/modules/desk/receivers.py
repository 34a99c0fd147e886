"""What follows from a change of a ticket: its clocks, its due times, the count, and whose turn it is."""

from collections.abc import Sequence
from typing import Any

from comity.kernel.actions.hooks import after
from comity.kernel.actions.models import Comment
from comity.kernel.actions.verbs import take
from comity.kernel.actions.write import born, insert
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import acting
from comity.kernel.audit.models import Entry
from comity.kernel.base.moment import now
from comity.kernel.clocks import run
from comity.kernel.clocks.models import Clock
from comity.kernel.people.models import Person

from . import news, tally
from .due import due_of
from .models import Ticket
from .promises import Promises

DECIDES = {"priority", "offering", "service", "group", "ticket_type"}
PLACES = {"unit", "classification"}  # where a promise is counted, though not what it is


@after(Ticket)
def keep_time(records: Sequence[Any], verb: str) -> None:
    """Let the clocks of tickets begin, follow, and change with what was agreed."""
    if verb in ("comment", "remove"):
        return
    promises: Promises | None = None
    for ticket in records:
        was = {} if verb == "add" else getattr(ticket, "was", {})
        kind, at = ticket.kind_name(), ticket.state_since
        if verb == "add":
            promises = promises or Promises.on(ticket.opened_at.date())
            clocks = run.begin(kind, ticket.pk, promises.of_ticket(ticket), ticket.state, ticket.opened_at)
        else:
            if not {"state", *DECIDES, *PLACES} & set(was):
                continue
            if ticket.state == "cancelled":
                run.cancel(kind, ticket.pk, at)
            elif DECIDES & set(was) and ticket.state not in ("resolved", "closed"):
                promises = promises or Promises.on(ticket.opened_at.date())
                run.swap(kind, ticket.pk, promises.of_ticket(ticket), ticket.state)
            else:
                run.follow(kind, ticket.pk, was.get("state", ticket.state), ticket.state, at)
            clocks = run.clocks_of(kind, [ticket.pk])[ticket.pk]
        note_due(ticket, clocks)
        if verb != "add":
            tally.count([(ticket, clocks)])


def note_due(ticket: Any, clocks: Sequence[Clock]) -> None:
    """Write the derived due times of a ticket, by which lists are ordered."""
    due, response = due_of(clocks)
    if (due, response) != (ticket.due_at, ticket.response_due):
        ticket.due_at, ticket.response_due = due, response
        Ticket._base_manager.filter(pk=ticket.pk).update(due_at=due, response_due=response)


@after(Ticket)
def carry_words(records: Sequence[Any], verb: str) -> None:
    """A question to the requester is part of the conversation; an answer brings the ticket back to us."""
    for ticket in records:
        actor = acting()
        if verb == "ask_requester" and actor is not None:
            asked = Entry.objects.filter(pk=ticket.entry_id).values_list("reason", flat=True).first()
            _say_quietly(actor, ticket, asked or "")
        elif verb == "comment" and ticket.state == "waiting_user" and acts_for_themselves(actor, ticket):
            take(System("desk"), ticket, "hear")


def acts_for_themselves(actor: Any, ticket: Any) -> bool:
    """Say whether who acts is the requester; a ticket without one is nobody's."""
    return ticket.requester_id is not None and getattr(actor, "pk", None) == ticket.requester_id


@after(Ticket)
def tell_people(records: Sequence[Any], verb: str) -> None:
    """Whoever must act or wants to know is told."""
    for ticket in records:
        if verb == "comment":
            last = Comment.objects.filter(object_id=ticket.pk).order_by("-id").first()
            if last is not None:
                news.after_comment(ticket, last.internal)
        elif verb != "remove":
            news.after_change(ticket, verb)


def _say_quietly(actor: Any, ticket: Any, words: str) -> None:
    """Add to the conversation without telling of it as a comment: the step is the news."""
    said = Comment(
        kind_of=ticket.kind_name(),
        object_id=ticket.pk,
        author=actor if isinstance(actor, Person) else None,
        text=words,
    )
    born(said, now())
    insert(actor, said)
