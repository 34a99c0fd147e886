"""A whole meeting in one call, by those who sit in the body, on the real write path: for demonstrations and tests."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from typing import Any

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import at as at_moment
from comity.kernel.base.moment import now
from comity.modules.governance import public as governance

from . import actions, queries, seats
from .models import AgendaItem, Decision, Meeting

US = System("demo")
KIND = {"support": "followed", "conditions": "followed", "neutral": "overtaken", "oppose": "not_followed"}


def rehearse(
    record: Any, matter: str, outcome: str = "approved", text: str = "", *, question: str = "", at: datetime | None = None,
    body: Any = None, meeting: Meeting | None = None, against: Sequence[Any] = (), dissent: str = "",
    conditions: Iterable[tuple[str, date]] = (), recommendation: str = "", public: bool = False,
    ends: bool | None = None,
) -> Decision:  # fmt: skip
    """Let the body that decides `matter` decide on a record now, or at a moment of the past.

    The item is put on the agenda by the secretary, everyone is present, all vote for but those `against`, the chair
    signs; the record's step is taken. The meeting ends then, unless it was given or `ends` says otherwise.
    """
    with at_moment(at) if at else nullcontext():
        secretary = US
        ends = meeting is None if ends is None else ends
        item = actions.put_on_agenda(secretary, record, matter, question, body, outcome, recommendation)
        meeting = meeting or hold(item.body, f"Meeting of {item.body}")
        decision = bring(item, meeting, outcome, against)
        for words, due in conditions:
            actions.condition(leader(item.body), decision, words, due)
        answer(decision)
        conclude(decision, outcome, text or str(record), dissent, public)
        if ends:
            take(leader(item.body), meeting, "finish")
        return decision


def leader(body: Any) -> Any:
    """Return who runs a body: its secretary, else its chair."""
    return next(iter(governance.secretaries(body)), None) or governance.chair(body) or US


def hold(body: Any, title: str, **values: Any) -> Meeting:
    """Open a meeting of a body at which everyone who votes is present."""
    values = {"starts_at": now() + timedelta(minutes=5), "unit": body.unit, "place": ""} | values
    meeting = add(US, Meeting, title=title, body=body, **values)
    take(leader(body), meeting, "call")
    for seat in seats.voting_seats(body):
        actions.attend(leader(body), meeting, seat.person, "present")
    return take(leader(body), meeting, "start")


def bring(item: AgendaItem, meeting: Meeting, proposed: str, against: Sequence[Any] = ()) -> Decision:
    """Table an item, and let everyone vote on what is proposed."""
    who = leader(item.body)
    if item.state == "awaiting":
        take(who, item, "schedule", meeting=meeting, place=meeting.items.count() + 1)
    decision = queries.underway(item) or actions.prepare(who, item)
    take(who, decision, "table", proposed=proposed)
    take(who, decision, "deliberate", method="vote")
    no = {person.pk for person in against}
    for right in decision.entitlements.filter(present=True).select_related("caster", "person"):
        actions.vote(right.caster, decision, "no" if right.person_id in no else "yes", person=right.person)
    return decision


def answer(decision: Decision) -> None:
    """Follow the advice in favour, and say why the rest is not followed."""
    answers = {
        one.pk: (KIND[one.stance], "The body weighed it and decided otherwise.")
        for one in queries.advice_to_answer(decision)
    }
    actions.reply(leader(decision.body), decision, answers)


def conclude(
    decision: Decision, outcome: str, text: str, dissent: str = "", public: bool = False
) -> Decision:
    """Declare the result, and let the chair sign."""
    take(leader(decision.body), decision, "conclude", outcome=outcome, text=text, dissent=dissent)
    chair = (decision.meeting and decision.meeting.chair) or governance.chair(decision.body)
    take(chair, decision, "sign")
    if public:
        take(chair, decision, "publish")
    return decision
