"""What people do at the desk: ask, report, take, answer, solve, confirm, rate. The person comes first."""

from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import ask
from comity.kernel.access.scope import scope_of
from comity.kernel.actions.verbs import add, comment, take
from comity.kernel.actions.write import assign, born, check, insert
from comity.kernel.audit import journal
from comity.kernel.base.errors import NotAllowed, Refused, Stale
from comity.kernel.base.moment import now
from comity.kernel.files.models import Attachment
from comity.kernel.files.store import clean_name, store
from comity.kernel.people.models import Person, Unit, homes_of
from comity.kernel.tongues.text import to_text

from . import questions
from .models import Draft, Offering, Satisfaction, Service, Ticket
from .queries import local_group, next_for

IMPACTS = {"many": 1, "some": 2, "me": 3}
STOPPED = {"stopped": 1, "slowed": 2, "bothered": 3}


def home_of(person: Person) -> Unit:
    """Return the unit in which a person asks: the first appointment that holds."""
    place = homes_of(person).order_by("starts", "id").first()
    if place is None:
        raise Refused(_("You have no current appointment, so we cannot tell for which unit you ask."))
    unit: Unit = place.unit
    return unit


def ask_for(
    person: Person,
    offering: Offering,
    answers: dict[str, Any] | None = None,
    *,
    requester: Person | None = None,
    words: str = "",
    channel: str = "portal",
) -> Ticket:
    """Ask for an offering, for oneself or for a `requester`; `answers` are cleaned values by question."""
    who = requester or person
    scope = scope_of(who)
    if not offering.active or offering.service.state != "offered":
        raise Refused(_("“%(offering)s” is not offered at present.") % {"offering": offering})
    if not offering.may_be_asked_by(scope.homes, scope.roles):
        raise NotAllowed(_("“%(offering)s” is not meant for your unit or role.") % {"offering": offering})
    values = answers or {}
    missing = {
        one["name"]: [_("Please answer this question.")]
        for one in offering.questions
        if one.get("required") and values.get(one["name"]) in (None, "")
    }
    if missing:
        raise Refused(
            _("Some questions still need an answer; what you wrote is kept."), missing, code="fields"
        )
    kept = questions.kept(offering.questions, values)
    with journal.writing(person):
        ticket = add(
            person, Ticket, ticket_type="request" if offering.kind == "request" else "incident",
            title=to_text(offering.name).best(who.language)[0][:250], service=offering.service, offering=offering, requester=who, opened_by=person,
            unit=home_of(who), station=who.station, group=offering.group or local_group(who), impact=offering.impact, urgency=offering.urgency,
            channel=channel, answers=kept, description=words or questions.said(kept), opened_at=now(),
        )  # fmt: skip
        forget_draft(person, f"ask:{offering.code}")
    return ticket


def report_problem(
    person: Person,
    service: Service | None,
    words: str,
    *,
    who_is_hit: str = "me",
    how_badly: str = "slowed",
    requester: Person | None = None,
    channel: str = "portal",
    **values: Any,
) -> Ticket:
    """Say that something does not work. The offering of the service that takes reports says who deals with it."""
    who, words = requester or person, words.strip()
    if not words:
        raise Refused(
            _("Say what happens."), {"words": [_("Write a sentence about what happens.")]}, code="fields"
        )
    taker = (
        service.offerings.filter(kind="report", active=True).select_related("group").first()
        if service
        else None
    )
    group = (taker.group if taker else None) or local_group(who)
    with journal.writing(person):
        ticket = add(
            person, Ticket, ticket_type="incident", title=first_sentence(words), description=words, service=service,
            offering=taker, requester=who, opened_by=person, unit=home_of(who), station=who.station, group=group,
            impact=IMPACTS.get(who_is_hit, 3), urgency=STOPPED.get(how_badly, 2), channel=channel, opened_at=now(),
            **values,
        )  # fmt: skip
        forget_draft(person, "report")
    return ticket


def log_ticket(person: Person, **values: Any) -> Ticket:
    """Write a ticket for somebody who telephones or comes in; where and to whom it goes is filled in."""
    requester, offering = values.get("requester"), values.get("offering")
    if requester is not None:
        values["station"] = values.get("station") or requester.station
    values["group"] = (offering.group if offering else None) or (local_group(requester or person))
    return add(person, Ticket, opened_by=person, opened_at=now(), **values)


def first_sentence(words: str) -> str:
    """Return a title from what somebody wrote: its first line or sentence."""
    line = words.strip().splitlines()[0]
    for mark in (". ", "? ", "! ", "。"):
        line = line.split(mark)[0]
    return line if len(line) <= 120 else line[:119].rsplit(" ", 1)[0] + "…"


def take_next(person: Person, attempts: int = 5) -> Ticket:
    """Take the untaken ticket of one's groups that is due first; two agents never get the same one."""
    for _attempt in range(attempts):
        with transaction.atomic():
            rows = next_for(person)
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True, of=("self",))
            ticket = rows.first()
            if ticket is None:
                raise Refused(_("Nothing waits to be taken in your groups."))
            try:
                return take(person, ticket, "begin")
            except Stale:
                continue  # somebody was quicker; the next one, please
    raise Refused(_("Others were quicker each time. Please try again."))


def answer(person: Person, ticket: Ticket, words: str) -> Ticket:
    """Write to the other side; when we were waiting for the requester, the clock goes on."""
    comment(person, ticket, words)
    ticket.refresh_from_db()
    return ticket


def ask_requester(person: Person, ticket: Ticket, question: str) -> Ticket:
    """Put a question to the requester; until the answer, no promise of ours counts."""
    return take(person, ticket, "ask_requester", reason=question)


def solve(person: Person, ticket: Ticket, words: str, code: str = "solved") -> Ticket:
    """Say what was done; the requester confirms, or says no."""
    return take(person, ticket, "resolve", resolution=words, resolution_code=code)


def confirm(person: Person, ticket: Ticket) -> Ticket:
    """Say that it is solved."""
    return take(person, ticket, "confirm")


def contradict(person: Person, ticket: Ticket, why: str) -> Ticket:
    """Say that it is not solved, and why."""
    with journal.writing(person):
        take(person, ticket, "reopen", reason=why)
        comment(person, ticket, why)
    return ticket


def rate(person: Person, ticket: Ticket, rating: int, words: str = "") -> Satisfaction:
    """Say how it went, once it is solved; only the requester may, and once."""
    if ticket.requester_id != person.pk:
        raise NotAllowed(_("Only the person who asked rates how it went."))
    if ticket.state not in ("resolved", "closed"):
        raise Refused(_("Rate it once it is solved."))
    if Satisfaction.objects.filter(ticket=ticket).exists():
        raise Refused(_("You have rated this already. Thank you."))
    said = Satisfaction()
    place = {"unit": ticket.unit, "classification": ticket.classification}
    assign(said, {"ticket": ticket, "author": person, "rating": rating, "words": words.strip(), **place})
    born(said, now())
    check(said)
    insert(person, said)
    return said


def keep_file(person: Person, ticket: Ticket, upload: Any) -> Attachment:
    """Hang a file on a ticket one may see: the answer to a question for a file."""
    ask(person, "view", ticket)
    with journal.writing(person):
        said = Attachment(
            kind_of=ticket.kind_name(),
            object_id=ticket.pk,
            file=store(upload),
            name=clean_name(upload.name),
            by=person,
        )
        born(said, now())
        check(said)
        insert(person, said)
    return said


def keep_draft(person: Person, place: str, values: dict[str, str]) -> None:
    """Keep what was typed and not sent."""
    filled = {name: value[:4000] for name, value in values.items() if value}
    if filled:
        Draft.objects.update_or_create(
            person=person, place=place, defaults={"values": filled, "changed_at": now()}
        )


def draft_of(person: Person, place: str) -> dict[str, str]:
    """Return what was typed before, if anything."""
    found = Draft.objects.filter(person=person, place=place).first()
    return dict(found.values) if found else {}


def forget_draft(person: Person, place: str) -> None:
    """Throw away what was typed."""
    Draft.objects.filter(person=person, place=place).delete()
