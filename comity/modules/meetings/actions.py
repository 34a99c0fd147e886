"""What people do: put on the agenda, attend, step back, vote, answer advice, prepare; and what a signature does."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from comity.kernel.access.rules import can
from comity.kernel.actions.steps import file_advice, take
from comity.kernel.actions.write import assign, born, check, insert, write
from comity.kernel.audit.actors import Actor, System
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.models import Record, Tracked
from comity.kernel.base.moment import now
from comity.kernel.people.models import Person
from comity.modules.governance import public as governance

from . import guards, queries, seats
from .models import (
    FINAL,
    OPEN,
    STANCES,
    THERE,
    AgendaItem,
    Attendance,
    Ballot,
    Choice,
    Condition,
    Decision,
    Entitlement,
    Meeting,
    Nature,
    Opinion,
    Presence,
    Recusal,
    Reply,
)
from .subjects import facts_of, matching_steps, subject_of

US = System("meetings")


def hang(actor: Actor, model: Any, **values: Any) -> Any:
    """Add a row whose right the caller has asked."""
    row = model()
    assign(row, values)
    born(row, now())
    check(row)
    insert(actor, row)
    return row


def lead(actor: Actor, record: Any) -> None:
    """Refuse who neither runs the body of a record nor holds its meeting."""
    if isinstance(actor, System):
        return
    sentence = guards.runs_the_body(actor, record, {})
    if sentence:
        raise NotAllowed(sentence)


def put_on_agenda(
    actor: Actor, record: Tracked, matter: str, question: str = "", body: Any = None, recommended: str = "",
    recommendation: str = "", origin: Decision | None = None,
) -> AgendaItem:  # fmt: skip
    """Let a record wait for the decision of a body: the one named, else where the accountability framework leads.

    The actor may propose the record, or keeps agendas. What waits already is returned as it is.
    """
    if not (
        can(actor, "propose", record) or can(actor, "work", AgendaItem) or _may_step(actor, record, matter)
    ):
        raise NotAllowed(can(actor, "propose", record).sentence)
    body = body or _routed(record, matter)
    waiting = queries.open_items(record).filter(body=body, matter__code=matter).first()
    if waiting is not None:
        return waiting
    return hang(
        actor, AgendaItem, body=body, matter=queries.matter(matter), title=_title(record),
        unit=getattr(record, "unit", None) or body.unit, classification=getattr(record, "classification", 0),
        question=question, recommended=recommended, recommendation=recommendation,
        requester=actor if isinstance(actor, Person) else None, kind_of=record.kind_name(), object_id=record.pk,
        object_version=record.version, origin=origin,
    )  # fmt: skip


def _may_step(actor: Actor, record: Any, matter: str) -> bool:
    """Whoever may take the step by right may also ask the body that takes it."""
    return any(can(actor, step.right, record) for step in matching_steps(record, matter))


def _title(record: Any) -> str:
    return (record.title if isinstance(record, Record) else str(record))[:250]


def _routed(record: Any, matter: str) -> Any:
    """Return the body to which a matter goes, or refuse aloud."""
    found = governance.route(matter, facts_of(record))
    if found.body is None:
        raise Refused(found.sentence or _("No body holds a mandate for this."))
    return found.body


def place(actor: Actor, item: AgendaItem, number: int) -> AgendaItem:
    """Move an item to another place on the agenda."""
    lead(actor, item)
    before = snapshot(item)
    item.place = number
    check(item, only=["place"])
    write(actor, item, "change", before, "", None)
    return item


def prepare(actor: Actor, item: AgendaItem, **values: Any) -> Decision:
    """Begin the decision on an item."""
    lead(actor, item)
    if item.decisions.filter(state__in=(*OPEN, "taken")).exists():
        raise Refused(_("A decision on this item is under way already."))
    values.setdefault("proposed", item.recommended)
    made: Decision = hang(
        actor, Decision, **{"item": item, "title": item.title, "unit": item.unit, "classification": item.classification} | values
    )  # fmt: skip
    return made


def attend(
    actor: Actor, meeting: Meeting, person: Person, presence: str, stand_in: Person | None = None
) -> Attendance:
    """Note how somebody takes part: the secretary for everyone, everybody for themselves."""
    wanted = {"presence": presence, "stand_in": stand_in if presence == Presence.REPRESENTED else None}
    row = meeting.attendances.filter(person=person).first()
    if row is None:
        made: Attendance = hang(actor, Attendance, meeting=meeting, person=person, **wanted)
        return made
    before = snapshot(row)
    assign(row, wanted)
    check(row)
    write(actor, row, "change", before, "", None)
    return row


def recuse(actor: Actor, item: AgendaItem, person: Person, interest: str) -> Recusal:
    """Declare an interest: the person neither counts for the quorum nor votes on the item."""
    if not interest.strip():
        raise Refused(_("Say which interest it is."), {"interest": [_("Say which interest it is.")]})
    made: Recusal = hang(actor, Recusal, item=item, person=person, interest=interest.strip())
    return made


def vote(
    actor: Person, decision: Decision, choice: str, statement: str = "", person: Person | None = None
) -> Ballot:
    """Cast a vote, once: one's own, or that of the member one stands in for."""
    right = queries.entitlement(decision, person or actor)
    if right is None:
        if Recusal.objects.filter(item=decision.item_id, person=person or actor).exists():
            raise NotAllowed(_("You declared an interest in this, so you do not vote on it."))
        raise NotAllowed(_("You were not entitled to cast this vote when the vote was opened."))
    may_cast(actor, right)
    if choice not in Choice.values:
        raise Refused(_("Choose yes, no or abstention."), {"choice": [_("Choose yes, no or abstention.")]})
    made: Ballot = hang(actor, Ballot, entitlement=right, choice=choice, statement=statement.strip())
    return made


def may_cast(actor: Any, right: Entitlement, cast: Ballot | None = None) -> None:
    """Refuse a vote that is not the actor's to cast now; `cast` is the ballot being written, if it is already."""
    decision = right.decision
    if right.caster_id != actor.pk:
        raise NotAllowed(_("You were not entitled to cast this vote when the vote was opened."))
    if decision.state != "deliberating":
        raise Refused(_("The vote is not open."))
    meeting = decision.meeting
    if meeting and meeting.is_written and meeting.deadline and meeting.deadline <= now():
        raise Refused(_("The deadline has passed; the vote is closed."))
    if Recusal.objects.filter(item=decision.item_id, person=right.person_id).exists():
        raise NotAllowed(_("You declared an interest in this, so you do not vote on it."))
    if not right.present:
        raise NotAllowed(_("You are not noted as present at this meeting."))
    if Ballot.objects.filter(entitlement=right).exclude(pk__in=[cast.pk] if cast else []).exists():
        raise Refused(_("This vote has been cast already; a ballot is not changed."), code="voted")


def may_attend(actor: Any, row: Attendance) -> None:
    """Refuse an attendance that is not the actor's to note, of a meeting that is over, or by no alternate."""
    meeting = row.meeting
    if actor.pk != row.person_id:
        lead(actor, meeting)
    if meeting.state not in ("planned", "called", "open"):
        raise Refused(_("The meeting is over; who attended stays."))
    if row.stand_in is not None and not seats.stands_in_for(row.stand_in, row.person, meeting.body):
        raise Refused(
            _("A member is represented by the alternate of the seat."),
            {"stand_in": [_("This person is not an alternate for this seat.")]},
        )


def may_recuse(actor: Any, row: Recusal) -> None:
    """Refuse an interest declared for somebody else, too late, or after the vote."""
    if actor.pk != row.person_id:
        lead(actor, row.item)
    if row.item.flow.states[row.item.state].closed:
        raise Refused(_("This item has been dealt with."))
    if Ballot.objects.filter(decision__item=row.item_id, entitlement__person=row.person_id).exists():
        raise Refused(_("This person has voted on the item already."))


def reply(actor: Actor, decision: Decision, answers: dict[Any, tuple[str, str]]) -> list[Reply]:
    """Note what the body makes of each advice: {advice key: (disposition, reason)}; it counts when the chair signs."""
    lead(actor, decision)
    made = []
    for advice in queries.advice_to_answer(decision):
        what, why = answers.get(advice.pk) or answers.get(str(advice.pk)) or ("", "")
        if not what:
            continue
        row = decision.replies.filter(advice=advice).first()
        if row is None:
            made.append(hang(actor, Reply, decision=decision, advice=advice, disposition=what, why=why))
            continue
        before = snapshot(row)
        row.disposition, row.why = what, why
        check(row)
        write(actor, row, "change", before, "", None)
        made.append(row)
    return made


def condition(actor: Actor, decision: Decision, text: str, due: Any, owner: Any = None) -> Condition:
    """Tie a decision to something that must be true by a day."""
    lead(actor, decision)
    made: Condition = hang(actor, Condition, decision=decision, text=text, due=due, owner=owner)
    return made


def snapshot_voters(actor: Actor, decision: Decision) -> list[Entitlement]:
    """Keep who may vote, with which weight, by whose hand: as it is now, when the vote is opened."""
    meeting = decision.meeting
    recused = set(decision.item.recusals.values_list("person_id", flat=True))
    at = {one.person_id: one for one in meeting.attendances.all()} if meeting else {}
    made = []
    for seat in seats.voting_seats(decision.body):
        if seat.person_id in recused:
            continue
        note = at.get(seat.person_id)
        written = meeting is None or meeting.is_written
        made.append(
            hang(
                actor, Entitlement, decision=decision, person=seat.person, capacity=seat.capacity, weight=seat.votes,
                caster=note.stand_in if note and note.stand_in_id else seat.person,
                present=written or bool(note and note.presence in THERE),
            )
        )  # fmt: skip
    if not made:
        raise Refused(_("Nobody may vote on this."))
    return made


def apply(actor: Actor, decision: Decision) -> None:
    """Let a decision that was just signed do what it says; all of it, or nothing."""
    subject = subject_of(decision)
    if decision.nature == Nature.OPINION:
        deliver(actor, decision, subject)
    elif subject is not None and decision.matter is not None:
        _move(actor, decision, subject)
    if decision.outcome == "referred":
        _refer(actor, decision, subject)
    if decision.replaces is not None and decision.replaces.state in FINAL[:2]:
        take(
            US,
            decision.replaces,
            "revoke" if decision.revokes else "supersede",
            reason=decision.reference,
        )
    item = AgendaItem.objects.get(pk=decision.item_id)
    take(US, item, "carry_over" if decision.outcome == "deferred" and item.state == "scheduled" else "settle")
    if decision.effective_at is not None and decision.effective_at <= now():
        take(US, decision, "come_into_effect")


def _move(actor: Actor, decision: Decision, subject: Any) -> None:
    """Take the step of the record that this outcome takes, by the authority of the decision."""
    if not decision.step:
        if decision.outcome in ("deferred", "returned", "referred"):
            return
        raise Refused(
            _("“%(record)s” has no step that the outcome “%(outcome)s” takes while its state is “%(state)s”.")
            % {
                "record": subject, "outcome": decision.get_outcome_display(),
                "state": subject.flow.states[subject.state].label if subject.flow else "—",
            }
        )  # fmt: skip
    answers = {one.advice_id: (one.disposition, one.why) for one in decision.replies.all()}
    take(actor, subject, decision.step, authority=decision, reason=decision.text, dispositions=answers)


def deliver(actor: Actor, decision: Decision, subject: Any) -> Opinion:
    """File what an advisory body thinks as advice on the record; nothing else changes."""
    with override("en"):
        name = str(decision.body.name)
    said = None
    stance = STANCES[decision.outcome]
    if subject is not None:
        who = actor if isinstance(actor, Person) else decision.signed_by
        assert who is not None
        said = file_advice(who, subject, stance, decision.text, on_behalf=name[:200])
    made: Opinion = hang(
        actor, Opinion, decision=decision, advice=said, body=decision.body, kind_of=decision.kind_of,
        object_id=decision.object_id, stance=stance, text=decision.text, title=decision.title, unit=decision.unit,
        classification=decision.classification,
    )  # fmt: skip
    return made


def _refer(actor: Actor, decision: Decision, subject: Any) -> None:
    """Forward to the other body with the origin kept, or refuse aloud when it may not take it."""
    other, item = decision.refer_to, decision.item
    assert other is not None
    if not seats.nature_of(other, decision.matter, facts_of(subject, decision)):
        raise Refused(
            _("“%(body)s” holds no mandate in the matter “%(matter)s” for this record.")
            % {"body": other, "matter": decision.matter}
        )
    hang(
        actor, AgendaItem, body=other, matter=decision.matter, title=item.title, unit=item.unit,
        classification=item.classification, question=item.question, recommended=item.recommended,
        recommendation=item.recommendation, requester=item.requester, kind_of=item.kind_of,
        object_id=item.object_id, object_version=item.object_version, origin=decision,
    )  # fmt: skip
