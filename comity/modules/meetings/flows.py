"""How meetings, agenda items, decisions, conditions and action items live."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.flows import Flow, State, Step

from . import effects, guards

RUNS = (guards.runs_the_body,)


class MeetingFlow(Flow):
    """Planned, called, open, closed; its minutes are adopted by the body."""

    planned = State(_("Planned"), "waiting", initial=True)
    called = State(_("Called"), "needs")
    open = State(_("Open"), "needs")
    closed = State(_("Closed"), "well")
    adopted = State(_("Minutes adopted"), "closed", closed=True)
    cancelled = State(_("Cancelled"), "closed", closed=True)

    call = Step(
        planned,
        called,
        _("Call the meeting"),
        right="work",
        guards=(*RUNS, guards.has_its_times),
        primary=True,
    )
    start = Step(
        called,
        open,
        _("Open the meeting"),
        right="work",
        guards=RUNS,
        effect=effects.count_quorum,
        primary=True,
    )
    finish = Step(
        open,
        closed,
        _("Close the meeting"),
        right="work",
        guards=(*RUNS, guards.nothing_undecided),
        primary=True,
    )
    adopt = Step(
        closed, adopted, _("Adopt the minutes"), right="confirm", guards=(guards.presides, guards.has_minutes),
        effect=effects.adopted_today, primary=True,
    )  # fmt: skip
    cancel = Step(
        (planned, called), cancelled, _("Cancel the meeting"), right="work", guards=RUNS, asks_reason=True
    )


class ItemFlow(Flow):
    """What waits for a body, until a decision has dealt with it."""

    awaiting = State(_("Awaiting a meeting"), "needs", initial=True)
    scheduled = State(_("On an agenda"), "waiting")
    settled = State(_("Dealt with"), "closed", closed=True)
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    schedule = Step(
        awaiting, scheduled, _("Put on the agenda of a meeting"), right="work", fields=("meeting",), optional=("place",),
        guards=(*RUNS, guards.meeting_takes_items), primary=True,
    )  # fmt: skip
    take_off = Step(
        scheduled, awaiting, _("Take off the agenda"), right="work", guards=(*RUNS, guards.not_under_vote),
        effect=effects.off_the_agenda,
    )  # fmt: skip
    settle = Step((awaiting, scheduled), settled, _("Deal with"), internal=True)
    carry_over = Step(scheduled, awaiting, _("Carry over"), internal=True, effect=effects.off_the_agenda)
    withdraw = Step(
        (awaiting, scheduled),
        withdrawn,
        _("Withdraw"),
        right="propose",
        asks_reason=True,
        guards=(guards.not_under_vote,),
    )


class DecisionFlow(Flow):
    """Prepared, tabled, deliberated, taken; signed it is recorded, and only then moves the record it is about."""

    prepared = State(_("Prepared"), "waiting", initial=True)
    tabled = State(_("Tabled"), "waiting")
    deliberating = State(_("In deliberation"), "needs")
    taken = State(_("Taken, not signed"), "needs")
    recorded = State(_("Recorded"), "well")
    in_effect = State(_("In effect"), "well")
    superseded = State(_("Superseded"), "closed", closed=True)
    revoked = State(_("Revoked"), "closed", closed=True)
    lapsed = State(_("Lapsed"), "closed", closed=True)
    set_aside = State(_("Set aside"), "closed", closed=True)

    table = Step(
        (prepared, tabled), tabled, _("Table"), right="work", fields=("proposed",),
        guards=(*RUNS, guards.on_an_agenda, guards.body_is_mandated), effect=effects.table, primary=True,
    )  # fmt: skip
    untable = Step(tabled, prepared, _("Take off the table"), internal=True)
    deliberate = Step(
        tabled, deliberating, _("Open the vote"), right="work", fields=("method",),
        guards=(*RUNS, guards.meeting_is_open, guards.object_unchanged, guards.quorum_is_there), effect=effects.open_vote,
        primary=True,
    )  # fmt: skip
    conclude = Step(
        deliberating, taken, _("Declare the result"), right="work", fields=("outcome", "text"),
        optional=("dissent", "effective_from", "review_on", "refer_to"),
        guards=(*RUNS, guards.vote_is_over, guards.quorum_voted, guards.agrees_with_the_vote, guards.knows_where_to),
        primary=True,
    )  # fmt: skip
    sign = Step(
        taken, recorded, _("Sign"), right="confirm", guards=(guards.presides, guards.object_unchanged),
        effect=effects.sign, cite="A/62/793 paras 27, 38", primary=True,
    )  # fmt: skip
    lay_aside = Step(
        (prepared, tabled, deliberating, taken),
        set_aside,
        _("Set aside"),
        right="work",
        asks_reason=True,
        guards=RUNS,
    )
    come_into_effect = Step(recorded, in_effect, _("Come into effect"), internal=True, timer="effective_at")
    publish = Step(
        (recorded, in_effect), None, _("Make public"), right="confirm",
        guards=(guards.presides, guards.may_be_public, guards.not_yet_public), effect=effects.make_public,
    )  # fmt: skip
    supersede = Step((recorded, in_effect), superseded, _("Supersede"), internal=True)
    revoke = Step((recorded, in_effect), revoked, _("Revoke"), internal=True)
    lapse = Step(
        (recorded, in_effect), lapsed, _("Let it lapse"), right="confirm", asks_reason=True,
        guards=(guards.presides, guards.a_condition_is_unmet),
    )  # fmt: skip


class ConditionFlow(Flow):
    """Open until its day; then met or not met."""

    open = State(_("Open"), "waiting", initial=True)
    overdue = State(_("Overdue"), "late")
    met = State(_("Met"), "well", closed=True)
    unmet = State(_("Not met"), "closed", closed=True)

    meet = Step(
        (open, overdue),
        met,
        _("Say that it is met"),
        right="work",
        fields=("evidence",),
        guards=RUNS,
        primary=True,
    )
    miss = Step(
        (open, overdue), unmet, _("Say that it is not met"), right="work", asks_reason=True, guards=RUNS
    )
    fall_due = Step(open, overdue, _("Fall due"), internal=True, timer="due_at")


class ActionFlow(Flow):
    """Open until it is done; the clock says when it is late."""

    open = State(_("Open"), "needs", initial=True)
    overdue = State(_("Overdue"), "late")
    done = State(_("Done"), "well", closed=True)
    dropped = State(_("Dropped"), "closed", closed=True)

    finish = Step((open, overdue), done, _("Say that it is done"), right="work", primary=True)
    drop = Step((open, overdue), dropped, _("Drop"), right="work", asks_reason=True)
    fall_due = Step(open, overdue, _("Fall due"), internal=True, timer="due_at")
