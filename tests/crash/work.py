"""A job for every new ticket, asked for in the ticket's own transaction: it says one thing on the ticket, once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from comity.kernel.actions.hooks import after
from comity.kernel.actions.verbs import comment
from comity.kernel.audit.actors import System
from comity.kernel.jobs.declare import job
from comity.kernel.jobs.effects import once
from comity.kernel.jobs.queue import enqueue
from comity.modules.desk.models import Ticket

MARK = "A job was here."


@job("crash.mark", retry=20)
def mark(progress: Any, ticket: str) -> None:
    """Say once that the job was here."""
    with once(f"crash:{ticket}") as first:
        if first:
            comment(System("crash"), Ticket.objects.get(pk=UUID(ticket)), MARK)


@after(Ticket)
def ask(records: Sequence[Any], verb: str) -> None:
    for ticket in records if verb == "add" else ():
        enqueue(mark, key=f"crash:{ticket.pk}", ticket=str(ticket.pk))
