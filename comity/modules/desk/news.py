"""Telling people what concerns them: in the transaction of the change, the doer never."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from comity.kernel.audit.journal import acting
from comity.kernel.clocks.fire import on_threshold
from comity.kernel.clocks.models import Clock
from comity.kernel.notices.tell import tell
from comity.kernel.people.models import Dated, Person

from . import topics
from .models import Ticket

HOW_MANY = 50  # of a group are told of a late ticket; a larger group has a lead


def say(topic: Any, ticket: Any, persons: list[Any], to_requester: bool = False) -> None:
    """Tell `persons` of something on a ticket, each on the page where they can act."""
    actor = acting()
    url = reverse("desk:mine-one", args=[ticket.pk]) if to_requester else ticket.get_absolute_url()
    who = getattr(actor, "name", "")
    tell(
        persons, topic, ticket.kind_name(), ticket.pk, url, but=actor if isinstance(actor, Person) else None,
        reference=ticket.reference, title=ticket.title, who=who,
    )  # fmt: skip


def after_change(ticket: Any, verb: str) -> None:
    """Tell who must know of a step or a new assignee."""
    was = getattr(ticket, "was", {})
    if verb != "add" and "assignee" in was and ticket.assignee_id:
        say(topics.ASSIGNED, ticket, [ticket.assignee])
    match verb:
        case "ask_requester":
            say(topics.QUESTION, ticket, [ticket.requester], to_requester=True)
        case "resolve":
            say(topics.RESOLVED, ticket, [ticket.requester], to_requester=True)
        case "reopen":
            say(topics.REOPENED, ticket, [ticket.assignee])


def after_comment(ticket: Any, internal: bool) -> None:
    """Tell the other side that something was said; notes stay among those who work on it."""
    actor = acting()
    if not internal and getattr(actor, "pk", None) != ticket.requester_id:
        say(topics.COMMENT, ticket, [ticket.requester], to_requester=True)
    say(topics.COMMENT, ticket, [ticket.assignee])


def concerned(ticket: Ticket) -> list[Person]:
    """Return who is told that time runs out: who has it, else who leads its group, else the group."""
    if ticket.assignee:
        return [ticket.assignee]
    if ticket.group is None:
        return []
    members = ticket.group.members.filter(Dated.current()).select_related("person")[:HOW_MANY]
    return [one.person for one in members if one.leads] or [one.person for one in members]


@on_threshold("desk.ticket")
def time_runs_out(clock: Clock, share: int) -> None:
    """A promise has used 75 per cent of its time, or all of it."""
    ticket = _ticket(clock.object_id)
    if ticket is not None and clock.definition.measure == "resolution":
        say(topics.LATE if share >= 100 else topics.SOON, ticket, list(concerned(ticket)))


def _ticket(key: UUID) -> Ticket | None:
    return Ticket.objects.select_related("assignee", "group").filter(pk=key).first()
