"""What a step changes besides the state."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from comity.kernel.base.moment import now

from . import seats
from .guards import takes_part
from .subjects import facts_of, subject_of

Values = dict[str, Any]


def count_quorum(actor: Any, record: Any, values: Values) -> None:
    """The opening notes how many were there, and how many the body asks for."""
    voting = seats.voting_seats(record.body)
    there = set(
        record.attendances.filter(presence__in=("present", "remote", "represented")).values_list(
            "person_id", flat=True
        )
    )
    record.quorum_present = sum(seat.person_id in there for seat in voting)
    record.quorum_needed = seats.quorum_needed(record.body, len(voting))


def adopted_today(actor: Any, record: Any, values: Values) -> None:
    record.adopted_on = now().date()


def off_the_agenda(actor: Any, record: Any, values: Values) -> None:
    record.meeting, record.place = None, 0


def table(actor: Any, record: Any, values: Values) -> None:
    """What is tabled is this version of the record, under the body's rule and mandate of this day."""
    subject, body = subject_of(record), record.body
    record.meeting = record.item.meeting
    record.object_version = subject.version if subject is not None else None
    record.nature = seats.nature_of(body, record.matter, facts_of(subject, record)) or record.nature
    record.rule = body.voting_rule


def open_vote(actor: Any, record: Any, values: Values) -> None:
    """The quorum is asked of those entitled when the vote is opened."""
    record.quorum_needed = takes_part(record)[1]


def sign(actor: Any, record: Any, values: Values) -> None:
    """The chair signs: from now on the text stands, and takes effect on its day."""
    record.signed_by, record.signed_at = (actor if getattr(actor, "pk", None) else None), now()
    first = record.effective_from or now().date()
    record.effective_at = max(now(), datetime.combine(first, time.min, zone_of(record)))
    record.step = record.step_to_take()


def zone_of(record: Any) -> Any:
    """A day of a decision begins where its meeting is."""
    meeting = record.meeting
    return ZoneInfo(meeting.zone) if meeting is not None else UTC


def make_public(actor: Any, record: Any, values: Values) -> None:
    record.public = True
