"""Storing stories: a chunk of cases in one short transaction, with journal, clocks, count and search."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from comity.kernel.actions.models import Counter
from comity.kernel.actions.verbs import add
from comity.kernel.actions.write import write
from comity.kernel.audit import journal
from comity.kernel.audit.actors import System
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.base.ids import uuid7
from comity.kernel.base.moment import now
from comity.kernel.clocks.history import History, bulk_build
from comity.kernel.clocks.models import Clock
from comity.kernel.people.models import Unit
from comity.kernel.search import outbox

from .. import tally
from ..due import due_of
from ..models import Group, ImportedCase, LogMapping, Ticket
from ..promises import Promises
from .story import Story, Turn

US = System("import")
KIND = "desk.ticket"


def find_groups(names: set[str], unit: Unit) -> dict[str, Group]:
    """Return the groups that the log names; those not known yet are added."""
    codes = {name: (slugify(name) or "group").upper()[:30] for name in sorted(names)}
    known = {group.code: group for group in Group.objects.filter(code__in=codes.values())}
    for name, code in codes.items():
        if code not in known:
            known[code] = add(US, Group, reason="Named in a log.", code=code, name={"en": name}, unit=unit)
    return {name: known[code] for name, code in codes.items()}


def store_new(told: Sequence[tuple[Story, str, str, int]], mapping: LogMapping, promises: Promises) -> None:
    """Store cases read for the first time: [(story, title, digest, events)]. The caller has opened the change."""
    tickets, entries, histories = [], [], []
    for story, title, _digest, _events in told:
        ticket = new_ticket(story, title, mapping)
        tickets.append(ticket)
        last = story.turns[-1].values
        definitions = promises.of(ticket.ticket_type, None, None, last["group"], last["priority"])
        histories.append(History(KIND, ticket.pk, definitions, story.moves))
    number(tickets)
    for ticket, (story, *_rest) in zip(tickets, told, strict=True):
        entries += entries_of(ticket, story)
    bulk_build(histories)
    clocks: dict[UUID, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.filter(object_id__in=[t.pk for t in tickets]).select_related("definition"):
        clocks[clock.object_id].append(clock)
    for ticket in tickets:
        ticket.due_at, ticket.response_due = due_of(clocks[ticket.pk])
    journal.store(entries)
    Ticket._base_manager.bulk_create(tickets, batch_size=500)
    ImportedCase.objects.bulk_create(
        ImportedCase(number=story.number, ticket_id=ticket.pk, events=events, digest=digest)
        for ticket, (story, _title, digest, events) in zip(tickets, told, strict=True)
    )
    tally.count(((ticket, clocks[ticket.pk]) for ticket in tickets), fresh=True)
    outbox.note(KIND, [ticket.pk for ticket in tickets])


def new_ticket(story: Story, title: str, mapping: LogMapping) -> Ticket:
    """Return the ticket as it was born, without saving it."""
    born = story.opened_at
    ticket = Ticket(
        id=uuid7(int(born.timestamp() * 1000)), title=title or story.number, unit=mapping.unit, opened_at=born,
        ticket_type=mapping.ticket_type, external_number=story.number, source=mapping.code, created_at=born,
    )  # fmt: skip
    apply(ticket, story.turns[0])
    return ticket


def apply(ticket: Ticket, turn: Turn) -> None:
    """Give a ticket the fields it had after an event."""
    for name, value in turn.values.items():
        setattr(ticket, "group_id" if name == "group" else name, value)


def number(tickets: list[Ticket]) -> None:
    """Give references by year of birth."""
    by_year: dict[tuple[str, int], list[Ticket]] = defaultdict(list)
    for ticket in tickets:
        by_year[ticket.prefix, ticket.created_at.year].append(ticket)
    for (prefix, year), some in by_year.items():
        for ticket, reference in zip(some, Counter.take(prefix, year, len(some)), strict=True):
            ticket.reference = reference


def entries_of(ticket: Ticket, story: Story) -> list[Any]:
    """Return the journal of a ticket, and leave the ticket as the last event made it."""
    first, *rest = story.turns
    made = [
        journal.entry(KIND, ticket.pk, "add", after=snapshot(ticket), reason=first.who, happened_at=first.at)
    ]
    before = first.values
    for turn in rest:
        changed = [name for name, value in turn.values.items() if value != before[name]]
        made.append(
            journal.entry(
                KIND, ticket.pk, turn.verb, before={name: before[name] for name in changed},
                after={name: turn.values[name] for name in changed}, reason=turn.who, happened_at=turn.at,
            )
        )  # fmt: skip
        before = turn.values
    apply(ticket, story.turns[-1])
    ticket.entry_id, ticket.version, ticket.changed_at = made[-1].pk, len(made), now()
    return made


def extend(case: ImportedCase, ticket: Ticket, story: Story, digest: str, events: int) -> None:
    """Add what a longer log says to a ticket that is there, on the ordinary road: clocks and count follow."""
    for turn in story.turns:
        before = snapshot(ticket)
        apply(ticket, turn)
        write(US, ticket, turn.verb, before, turn.who, turn.at)
    case.events, case.digest = events, digest
    case.save(update_fields=["events", "digest"])
