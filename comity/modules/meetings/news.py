"""Who is told what: called to a meeting, asked to vote or to sign, decided on one's matter."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from comity.kernel.audit.journal import acting
from comity.kernel.base.moment import now
from comity.kernel.notices.models import Notice
from comity.kernel.notices.tell import tell
from comity.kernel.people.models import Person
from comity.modules.governance import public as governance

from . import topics
from .models import ActionItem, Ballot, Condition, Decision, Meeting
from .subjects import subject_of


def tell_of(record: Any, verb: str) -> None:
    """Tell those whom a change concerns."""
    if isinstance(record, Meeting) and verb in ("call", "cancel"):
        _meeting(record, verb)
    elif isinstance(record, Meeting) and verb == "finish":
        seated = [seat.person_id for seat in governance.seats_of(record.body)]
        settled(seated, object_id=record.pk, topic=topics.CALLED.code)
    elif isinstance(record, Ballot):
        settled([record.cast_by_id], key=f"vote:{record.decision_id}")
    elif isinstance(record, Decision):
        _decision(record, verb)
    elif isinstance(record, Condition) and verb == "fall_due":
        _condition(record)
    elif isinstance(record, ActionItem) and verb in ("add", "fall_due"):
        _action(record, verb)


def settled(people: Iterable[Any], **which: Any) -> None:
    """What was asked of people is done, so its notice is not left unread."""
    Notice.objects.filter(person__in=list(people), read_at=None, **which).update(read_at=now())


def _meeting(meeting: Meeting, verb: str) -> None:
    people = [seat.person for seat in governance.seats_of(meeting.body)]
    topic = topics.CALLED if verb == "call" else topics.CANCELLED
    tell(
        people, topic, meeting.kind_name(), meeting.pk, meeting.get_absolute_url(), but=acting(),
        body=meeting.body.name, moment=meeting.starts_at, reference=meeting.reference, title=meeting.title,
    )  # fmt: skip


def _decision(decision: Decision, verb: str) -> None:
    kind, key = decision.kind_name(), decision.pk
    words = {"body": decision.body.name, "title": decision.title, "reference": decision.reference}
    if verb == "deliberate":
        casters = [one.caster for one in decision.entitlements.filter(present=True).select_related("caster")]
        # Voters see what they vote on by their entitlement, so the notice hangs on no register.
        tell(casters, topics.VOTE, "", None, reverse("meetings:vote", args=[key]), key=f"vote:{key}", **words)
    elif verb == "conclude":
        tell([chair_of(decision)], topics.SIGN, kind, key, decision.get_absolute_url(), but=acting(), **words)
    elif verb == "sign":
        settled([decision.signed_by_id], object_id=key, topic=topics.SIGN.code)
        settled(decision.entitlements.values_list("caster", flat=True), key=f"vote:{key}")
        tell(
            concerned(decision), topics.DECIDED, kind, key, decision.get_absolute_url(), but=acting(), **words,
        )  # fmt: skip


def chair_of(record: Any) -> Person | None:
    """Return who signs: the chair whom the meeting names, else the chair of the body."""
    meeting = record.meeting
    found: Person | None = (
        meeting.chair if meeting is not None and meeting.chair_id else governance.chair(record.body)
    )
    return found


def concerned(decision: Decision) -> list[Person]:
    """Return who proposed the item, and whom the record names."""
    people = [decision.item.requester]
    subject = subject_of(decision)
    if subject is not None:
        people += [getattr(subject, name, None) for name in subject.party_rights]
    return [one for one in people if one is not None]


def _condition(condition: Condition) -> None:
    decision = condition.decision
    people = [condition.owner, *governance.secretaries(decision.body), *concerned(decision)]
    tell(
        people, topics.CONDITION, condition.kind_name(), condition.pk, decision.get_absolute_url(),
        reference=decision.reference, title=condition.text,
    )  # fmt: skip


def _action(action: ActionItem, verb: str) -> None:
    topic = topics.ACTION if verb == "add" else topics.OVERDUE
    tell(
        [action.owner], topic, action.kind_name(), action.pk, action.get_absolute_url(), but=acting(),
        reference=action.reference, title=action.title,
    )  # fmt: skip
