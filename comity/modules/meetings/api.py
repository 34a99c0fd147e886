"""What a program does around a meeting: propose, prepare a decision, note attendance, step back, answer, vote."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field, StringConstraints

from comity.kernel.access.rules import visible_to
from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Person
from comity.kernel.registers.api.bodies import KEY, LONG, STRICT, Answered
from comity.kernel.registers.api.deeds import Deed, deed
from comity.kernel.registers.api.problems import hidden
from comity.kernel.registers.register import of

from . import actions, queries
from .models import (
    AgendaItem,
    Attendance,
    Ballot,
    Choice,
    Decision,
    Meeting,
    Outcome,
    Presence,
    Recusal,
    Reply,
)
from .registers import AgendaItems, AttendanceRows, Ballots, Decisions, Meetings, Recusals, Replies

WHO = Annotated[str, StringConstraints(min_length=1, max_length=250)]
INTEREST = Annotated[str, StringConstraints(min_length=1, max_length=500)]
SHORT = Annotated[str, StringConstraints(max_length=4000)]


class Proposal(BaseModel):
    """Which record waits for a body, and in which matter: `{"kind": "portfolio.case", "record": "…"}`."""

    model_config = STRICT
    kind: Annotated[str, StringConstraints(max_length=60)]
    record: KEY
    matter: Annotated[str, StringConstraints(max_length=60)]
    question: SHORT = ""


class Preparation(BaseModel):
    """What the decision may say already."""

    model_config = STRICT
    proposed: Literal[tuple(Outcome.values)] | None = None  # type: ignore[valid-type]
    text: LONG = ""


class Note(BaseModel):
    """How one person takes part; who is represented, by whom."""

    model_config = STRICT
    person: WHO
    presence: Literal[tuple(Presence.values)]  # type: ignore[valid-type]
    stand_in: WHO | None = None


class Notes(BaseModel):
    """Who takes part."""

    model_config = STRICT
    attendance: Annotated[list[Note], Field(min_length=1, max_length=200)]


class Interest(BaseModel):
    """The interest declared; `person` where the secretary notes it for somebody."""

    model_config = STRICT
    interest: INTEREST
    person: WHO | None = None


class Answers(BaseModel):
    """What is made of each advice, by its key."""

    model_config = STRICT
    answers: Annotated[dict[KEY, Answered], Field(min_length=1)]


class Vote(BaseModel):
    """A vote; `person` is the member one stands in for."""

    model_config = STRICT
    choice: Literal[tuple(Choice.values)]  # type: ignore[valid-type]
    statement: SHORT = ""
    person: WHO | None = None


@deed
class Propose(Deed):
    """Put a record on the agenda of the body that decides its matter."""

    register, writes, name, words = AgendaItems, AgendaItems, "propose", _("Put on the agenda")
    sends, alone = Proposal, True

    def do(self, record: Any, given: Any) -> AgendaItem:
        register = of(given.kind)
        rows = (
            visible_to(self.person, register.model._default_manager.all(), "view", self.scope)
            if register
            else None
        )
        found = rows.filter(pk=given.record).first() if rows is not None else None
        if found is None:
            raise hidden()
        matters = queries.matters_open(found)
        if given.matter not in matters:
            said = _("Nothing here waits for a decision in this matter; open are: %(matters)s.") % {
                "matters": ", ".join(matters) or "—"
            }
            raise Refused(said, {"matter": [said]})
        return actions.put_on_agenda(self.person, found, given.matter, given.question)


@deed
class Decide(Deed):
    """Begin the decision on an item."""

    register, writes, name, words = AgendaItems, Decisions, "decide", _("Prepare the decision")
    sends = Preparation

    def do(self, record: AgendaItem, given: Any) -> Decision:
        said = {name: value for name, value in given.model_dump().items() if value}
        return actions.prepare(self.person, record, **said)


@deed
class Recuse(Deed):
    """Declare an interest."""

    register, writes, name, words = AgendaItems, Recusals, "recuse", _("Declare an interest")
    sends = Interest

    def do(self, record: AgendaItem, given: Any) -> Recusal:
        who = self.named("person", Person, given.person) if given.person else self.person
        return actions.recuse(self.person, record, who, given.interest)


@deed
class Attend(Deed):
    """Note who takes part: the secretary for all, a member for themselves."""

    register, writes, name, words = Meetings, AttendanceRows, "attendance", _("Note the attendance")
    sends, several, status = Notes, True, 200

    def do(self, record: Meeting, given: Any) -> list[Attendance]:
        made = []
        for one in given.attendance:
            who = self.named("person", Person, one.person)
            other = self.named("stand_in", Person, one.stand_in) if one.stand_in else None
            made.append(actions.attend(self.person, record, who, one.presence, other))
        return made


@deed
class Answer(Deed):
    """Say of each advice what the body makes of it; it counts when the chair signs."""

    register, writes, name, words = Decisions, Replies, "answers", _("Answer the advice")
    sends, several, status = Answers, True, 200

    def do(self, record: Decision, given: Any) -> list[Reply]:
        open_ones = {str(one.pk) for one in queries.advice_to_answer(record)}
        strange = sorted(set(given.answers) - open_ones)
        if strange:
            said = _("This is no advice that the decision has to answer.")
            raise Refused(said, {f"answers.{strange[0]}": [said]})
        fate = {key: (one.disposition, one.reason) for key, one in given.answers.items()}
        return actions.reply(self.person, record, fate)


@deed
class Cast(Deed):
    """Vote, once; whoever was entitled when the vote was opened finds it here, whatever else they may see."""

    register, writes, name, words = Decisions, Ballots, "vote", _("Cast a vote")
    sends = Vote

    def record(self, pk: UUID) -> Decision:
        decision = queries.decision(pk)
        if decision is not None and decision.entitlements.filter(caster=self.person).exists():
            return decision
        found: Decision = super().record(pk)  # who may see it is told why they do not vote
        return found

    def do(self, record: Decision, given: Any) -> Ballot:
        whose = self.named("person", Person, given.person) if given.person else self.person
        return actions.vote(self.person, record, given.choice, given.statement, whose)
