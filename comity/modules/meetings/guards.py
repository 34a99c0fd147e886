"""When a step of a meeting or a decision must not be taken, in sentences."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.base.moment import now
from comity.kernel.flow.flows import Sentence

from . import seats
from .subjects import facts_of, subject_of

NEGATIVE = ("rejected", "deferred", "returned", "referred")
Values = dict[str, Any]


def runs_the_body(actor: Any, record: Any, values: Values) -> Sentence | None:
    """The secretary and the chair prepare and lead what a body does."""
    if seats.runs(actor, record.body) or actor.pk in leaders_of(record):
        return None
    return _("The secretary or the chair of “%(body)s” does this.") % {"body": record.body}


def leaders_of(record: Any) -> set[Any]:
    """Return the keys of those who lead the meeting of a record, where it names others than the body's own."""
    meeting = record if hasattr(record, "starts_at") else getattr(record, "meeting", None)
    return {meeting.chair_id, meeting.secretary_id} - {None} if meeting is not None else set()


def presides(actor: Any, record: Any, values: Values) -> Sentence | None:
    """The chair of the body signs, or whom the meeting names as its chair."""
    meeting = record if hasattr(record, "starts_at") else getattr(record, "meeting", None)
    if meeting is not None and meeting.chair_id:
        mine = meeting.chair_id == actor.pk
    else:
        mine = seats.is_chair(actor, record.body)
    return None if mine else _("The chair of “%(body)s” does this.") % {"body": record.body}


def has_its_times(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Nobody is called to a meeting that is over."""
    last = record.deadline if record.is_written else record.starts_at
    return _("This moment has passed; change it first.") if last and last <= now() else None


def nothing_undecided(actor: Any, record: Any, values: Values) -> Sentence | None:
    """A meeting closes when each decision in deliberation is taken or set aside."""
    number = record.decisions.filter(state="deliberating").count()
    return (
        _("Decisions in deliberation: %(number)s. Declare their results first.") % {"number": number}
        if number
        else None
    )


def has_minutes(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Minutes are written before they are adopted."""
    return None if record.minutes.strip() else _("The minutes are not written yet.")


def meeting_takes_items(actor: Any, record: Any, values: Values) -> Sentence | None:
    """An item goes on the agenda of a meeting of its body that is still to come."""
    meeting = values.get("meeting")
    if meeting is None:
        return None
    if meeting.body_id != record.body_id:
        return _("This is a meeting of another body.")
    if meeting.state not in ("planned", "called", "open"):
        return _("This meeting takes no more items.")
    return None


def not_under_vote(actor: Any, record: Any, values: Values) -> Sentence | None:
    """What is being voted on, or waits for the signature, stays on the agenda."""
    if record.decisions.filter(state__in=("deliberating", "taken")).exists():
        return _("A decision on this item is in deliberation; set it aside first.")
    return None


def on_an_agenda(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Only what is on the agenda is tabled."""
    item = record.item
    if item.state != "scheduled" or item.meeting is None:
        return _("Put the item on the agenda of a meeting first.")
    return None


def body_is_mandated(actor: Any, record: Any, values: Values) -> Sentence | None:
    """A body decides, or advises, only in matters of its mandates."""
    if seats.nature_of(record.body, record.matter, facts_of(subject_of(record), record)):
        return None
    return _("“%(body)s” holds no mandate in the matter “%(matter)s” for this record.") % {
        "body": record.body,
        "matter": record.matter,
    }


def meeting_is_open(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Votes are opened in an open meeting, or in a written procedure under way."""
    if record.meeting is None or record.meeting.state != "open":
        return _("Open the meeting first.")
    return None


def object_unchanged(actor: Any, record: Any, values: Values) -> Sentence | None:
    """A body decides on what it was shown."""
    if not record.object_id:
        return None
    subject = subject_of(record)
    if subject is None:
        return _("The record is not there any more.")
    if subject.version != record.object_version:
        return _("The record was changed after it was tabled: set this aside and table it again, so that everyone decides on the same text.")  # fmt: skip
    return None


def takes_part(record: Any) -> tuple[int, int]:
    """Return (how many entitled seats are there, how many are asked for) at an ordinary meeting, recusals apart."""
    recused = set(record.item.recusals.values_list("person_id", flat=True))
    entitled = [s for s in seats.voting_seats(record.body) if s.person_id not in recused]
    there = set(
        record.meeting.attendances.filter(presence__in=("present", "remote", "represented")).values_list(
            "person_id", flat=True
        )
    )
    present = sum(seat.person_id in there for seat in entitled)
    return present, seats.quorum_needed(record.body, len(entitled))


def quorum_is_there(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Nothing is put to the vote without a quorum; a written procedure counts it at the end."""
    if record.meeting is None or record.meeting.is_written:
        return None
    present, needed = takes_part(record)
    if present and present >= needed:
        return None
    return _("There is no quorum: %(present)s present, %(needed)s needed. The item goes to the next meeting.") % {
        "present": present, "needed": max(needed, 1),
    }  # fmt: skip


def vote_is_over(actor: Any, record: Any, values: Values) -> Sentence | None:
    """A vote ends when all have voted, in a meeting when its chair says so, in writing at the deadline."""
    if record.method == "consensus" and not (record.meeting and record.meeting.is_written):
        return None
    waiting = record.entitlements.filter(present=True, ballot=None).count()
    if not waiting or record.meeting is None:
        return None
    if record.meeting.is_written and record.meeting.deadline and record.meeting.deadline > now():
        return _("Votes come in until the deadline; not yet voted: %(number)s.") % {"number": waiting}
    if not record.ballots.exists():
        return _("Nobody has voted yet.")
    return None


def quorum_voted(actor: Any, record: Any, values: Values) -> Sentence | None:
    """In a written procedure those who voted are the quorum."""
    if record.meeting is None or not record.meeting.is_written:
        return None
    voted = record.ballots.count()
    needed = max(record.quorum_needed or 0, 1)
    if voted >= needed:
        return None
    return _("There is no quorum: %(voted)s voted, %(needed)s needed.") % {"voted": voted, "needed": needed}


def agrees_with_the_vote(actor: Any, record: Any, values: Values) -> Sentence | None:
    """The result that is declared is the result of the vote."""
    outcome = values.get("outcome")
    if not outcome:
        return None
    carried = record.is_carried()
    if carried and outcome != record.proposed:
        return _("The vote carried “%(outcome)s”, so that is the outcome.") % {
            "outcome": record.get_proposed_display()
        }
    if not carried and (outcome == record.proposed or outcome not in NEGATIVE):
        return _("The vote did not carry “%(outcome)s”: declare it rejected, deferred, returned or referred.") % {
            "outcome": record.get_proposed_display()
        }  # fmt: skip
    if outcome == "conditions" and not record.conditions.exists():
        return _("Write the conditions first, with a day for each.")
    return None


def knows_where_to(actor: Any, record: Any, values: Values) -> Sentence | None:
    """What is referred names the body it goes to."""
    referred, to = values.get("outcome") == "referred", values.get("refer_to")
    if referred and to is None:
        return _("Say to which body it is referred.")
    if to is not None and to.pk == record.body_id:
        return _("Refer it to another body than this one.")
    return None


def may_be_public(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Nothing confidential is made public."""
    subject = subject_of(record)
    secret = record.classification or record.item.classification or getattr(subject, "classification", 0)
    return _("This is confidential, so it is not made public.") if secret else None


def not_yet_public(actor: Any, record: Any, values: Values) -> Sentence | None:
    return _("It is public already.") if record.public else None


def a_condition_is_unmet(actor: Any, record: Any, values: Values) -> Sentence | None:
    """A decision lapses because a condition was not met."""
    if record.conditions.filter(state__in=("unmet", "overdue")).exists():
        return None
    return _("No condition of this decision is unmet.")
