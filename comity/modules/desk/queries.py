"""What people ask of the desk: what may I ask for, what is mine, what is next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse

from comity.kernel.access.rules import visible_to
from comity.kernel.access.scope import Scope, scope_of
from comity.kernel.base.moment import now
from comity.kernel.clocks import run
from comity.kernel.clocks.ledger import Stage
from comity.kernel.clocks.models import Clock, ClockDefinition
from comity.kernel.clocks.words import standing
from comity.kernel.people.models import Dated

from .flows import WORKED, TicketFlow
from .models import Area, Group, Offering, OfferingDay, Service, Ticket
from .models.tickets import priority_of
from .promises import Promises, main_promise

SOON = timedelta(hours=4)
RECORD = timedelta(days=90)
SORTS = "DESK"  # the code of the group that sorts what nobody else takes


def offerings_for(person: Any, scope: Scope | None = None) -> list[Offering]:
    """Return what a person may ask for or report, by service and code."""
    scope = scope or scope_of(person)
    rows = Offering.objects.filter(active=True, service__state="offered").select_related("service", "group")
    seen = visible_to(person, rows, "view", scope).order_by("service__code", "kind", "code")
    return [one for one in seen if one.may_be_asked_by(scope.homes, scope.roles)]


def shelves(person: Any, scope: Scope | None = None, words: str = "") -> list[dict[str, Any]]:
    """Return the catalogue by area: [{label, offerings}], cut to what holds all of `words` in any language."""
    wanted = words.casefold().split()
    by_area: dict[str, list[Offering]] = {}
    for one in offerings_for(person, scope):
        texts: list[Any] = [one.name, one.what, one.service.name, one.service.description]
        said = " ".join(text for some in texts for text in some.values()).casefold()
        if all(word in said for word in wanted):
            by_area.setdefault(one.service.area, []).append(one)
    return [
        {"key": key, "label": label, "offerings": by_area[key]}
        for key, label in Area.choices
        if key in by_area
    ]


def reportable(person: Any, scope: Scope | None = None) -> list[Service]:
    """Return the services that can be reported as broken: those that are offered and seen."""
    rows = Service.objects.filter(state__in=("offered", "retiring"))
    return list(visible_to(person, rows, "view", scope).order_by("area", "code"))


def local_group(person: Any) -> Group | None:
    """Return the desk of a person's duty station, or the one that sorts what nobody else takes."""
    rows = Group.objects.filter(active=True)
    found = rows.filter(station=person.station_id).order_by("code").first() if person.station_id else None
    return found or rows.filter(code=SORTS).first()


def promise_of(offering: Offering, local: Group | None, promises: Promises) -> ClockDefinition | None:
    """Return the promise made to somebody who asks for an offering now; `local` is the desk of the place."""
    kind = "request" if offering.kind == "request" else "incident"
    priority = priority_of(offering.impact, offering.urgency)
    group = offering.group_id or (local.pk if local else None)
    return main_promise(promises.of(kind, offering.service_id, offering.pk, group, priority))


def record_of(offering_ids: Iterable[UUID], days: timedelta = RECORD) -> dict[UUID, tuple[int, int]]:
    """Return {offering: (kept, of how many)} over the last 90 days."""
    since = now().date() - days
    rows = OfferingDay.objects.filter(offering_id__in=list(offering_ids), day__gte=since).values(
        "offering_id"
    )
    return {
        row["offering_id"]: (row["good"], row["good"] + row["bad"])
        for row in rows.annotate(good=Sum("kept"), bad=Sum("missed"))
    }


def groups_of(person: Any) -> list[Group]:
    """Return the groups a person works in today."""
    now_there = Dated.current(prefix="members__")
    return list(
        Group.objects.filter(now_there, members__person=person, active=True).distinct().order_by("code")
    )


def my_tickets(person: Any) -> "QuerySet[Ticket]":
    """Return what a person asked for and what is not over yet, oldest first."""
    states = [*TicketFlow.open_states()]
    return (
        Ticket.objects.filter(requester=person, state__in=states)
        .select_related("service", "offering")
        .order_by("opened_at")
    )


def queue(person: Any, tab: str, scope: Scope | None = None) -> "QuerySet[Ticket]":
    """Return one queue of an agent in order of time left: mine, groups, unassigned or soon."""
    rows = visible_to(person, Ticket.objects.all(), "view", scope)
    match tab:
        case "mine":
            rows = rows.filter(assignee=person, state__in=WORKED)
        case "groups":
            rows = rows.filter(group__in=groups_of(person), state__in=WORKED)
        case "unassigned":
            rows = rows.filter(assignee=None, state__in=("new", "assigned"))
        case _:
            rows = rows.filter(state__in=("new", "assigned", "in_progress"), due_at__lte=now() + SOON)
    return rows.select_related("group", "assignee", "requester", "service").order_by("due_at", "id")


def next_for(person: Any) -> "QuerySet[Ticket]":
    """Return what a person should take next: untaken in own groups, the nearest due time first."""
    mine = [group.pk for group in groups_of(person)]
    return Ticket.objects.filter(group__in=mine, assignee=None, state__in=("new", "assigned")).order_by(
        "due_at", "id"
    )


@dataclass(frozen=True)
class Chip:
    """Where a ticket stands in time: words, a meaning for colour and shape, the share of the promise used."""

    words: Any
    meaning: str
    share: int
    due: datetime | None
    url: str = ""


def chips(tickets: Iterable[Ticket], reader: Any = None) -> dict[UUID, Chip]:
    """Return the clock chip of each ticket that has a promise; one query for a whole page."""
    tickets = list(tickets)
    found = run.clocks_of("desk.ticket", [t.pk for t in tickets])
    main = {t.pk: clock for t in tickets if (clock := main_clock(found.get(t.pk, [])))}
    return {
        t.pk: replace(
            chip_of(main[t.pk], bool(reader) and t.requester_id == reader.pk),
            url=reverse("desk:time", args=[t.pk]),
        )
        for t in tickets
        if t.pk in main
    }


def main_clock(clocks: list[Clock]) -> Clock | None:
    """Return the clock of the promise to the requester."""
    live = [clock for clock in clocks if clock.stage != Stage.CANCELLED]
    by_definition = {clock.definition: clock for clock in live}
    best = main_promise(list(by_definition))
    return by_definition[best] if best else None


def chip_of(clock: Clock, mine: bool = False) -> Chip:
    """Say where a clock stands."""
    from comity.kernel.clocks.calendars import schedule_of
    from comity.kernel.clocks.store import second

    at = now()
    late = clock.breached_at is not None or (
        clock.stage == Stage.RUNNING and clock.due_at is not None and clock.due_at < at
    )
    used = clock.elapsed
    if clock.stage == Stage.RUNNING and clock.due_at and not late:
        schedule = schedule_of(clock.definition.calendar)
        left = schedule.elapsed(second(at), second(clock.due_at))
        total = clock.definition.promise.seconds
        if not total and clock.started_at:
            total = schedule.elapsed(second(clock.started_at), second(clock.due_at))
        used, whole = total - left, max(total, 1)
    else:
        whole = max(clock.definition.promise.seconds, used, 1)
    share = 100 if late else max(0, min(100, round(100 * used / whole)))
    meaning = (
        "late"
        if late
        else {"paused": "waiting", "stopped": "well"}.get(clock.stage, "needs" if share >= 75 else "well")
    )
    return Chip(standing(clock, at, mine), meaning, share, clock.due_at)


def turn_of(ticket: Ticket, reader: Any = None) -> Any:
    """Say whose turn it is, in words for the requester."""
    from django.utils.translation import gettext as _

    mine = reader is not None and ticket.requester_id == reader.pk
    match ticket.state:
        case "waiting_user":
            return _("Your turn: we asked you something.") if mine else _("The requester's turn.")
        case "resolved":
            return _("Your turn: is it solved?") if mine else _("The requester confirms.")
        case "waiting_supplier":
            return _("A supplier's turn.")
        case "closed" | "cancelled":
            return _("Finished.")
    return _("Our turn.") if mine else _("The desk's turn.")


def on_behalf(person: Any) -> Q:
    """Return the condition of tickets that a person asked for or wrote."""
    return Q(requester=person) | Q(opened_by=person)
