"""What every page of the desk begins with: a reader who has signed in as a person."""

from typing import Any

from django.http import Http404

from comity.kernel.access.rules import can, visible_to
from comity.kernel.base.errors import NotAllowed
from comity.kernel.people.models import Person
from comity.kernel.registers.reader import for_person

from ..models import Ticket

__all__ = ["for_person", "needs", "ticket_of", "zone_of"]


def ticket_of(request: Any, pk: Any, requester: bool = False) -> Ticket:
    """Return a ticket the reader may see; hidden and missing answer alike."""
    rows = visible_to(request.person, Ticket.objects.all(), "view", request.scope)
    if requester:
        rows = rows.filter(requester=request.person)
    related = ("service", "offering", "unit", "station", "group", "assignee", "requester", "opened_by")
    found: Ticket | None = rows.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def needs(request: Any, right: str, model: Any = Ticket) -> None:
    """Refuse who does not hold a right anywhere in a register."""
    answer = can(request.person, right, model, request.scope)
    if not answer:
        raise NotAllowed(answer.sentence)


def zone_of(person: Person) -> str:
    """Return the zone whose clock the person lives by: that of the duty station."""
    return person.station.zone if person.station else "UTC"
