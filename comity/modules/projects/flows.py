"""How projects, time-boxes, baselines, changes and status reports live."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.kernel.flow.flows import Flow, State, Step

from . import effects, guards

# The matters of governance on which mandates speak.
REBASELINE, TERMINATION, CLOSURE, CHANGE = (
    "project.rebaseline", "project.termination", "project.closure", "project.change",
)  # fmt: skip


class ProjectFlow(Flow):
    """Authorised by a decision, started with its first baseline, closed with its lessons and its benefits in view."""

    authorised = State(_("Authorised"), "waiting", initial=True)
    initiating = State(_("Initiating"), "needs")
    executing = State(_("Executing"), "well")
    suspended = State(_("Suspended"), "late")
    closing = State(_("Closing"), "needs")
    closed = State(_("Closed"), "closed", closed=True)
    terminated = State(_("Terminated"), "closed", closed=True)

    # While the plan may be written.
    PLANS = ("authorised", "initiating", "executing", "suspended")

    initiate = Step(
        authorised, initiating, _("Begin to plan"), right="work", guards=(guards.has_a_manager,), primary=True
    )
    start = Step(
        initiating, executing, _("Start"), right="work", guards=(guards.has_a_manager, guards.has_a_plan),
        effect=effects.started, cite="A/62/793 para 50", primary=True,
    )  # fmt: skip
    suspend = Step(executing, suspended, _("Suspend"), right="work", asks_reason=True)
    resume = Step(suspended, executing, _("Resume"), right="work", asks_reason=True)
    begin_closing = Step(
        (executing, suspended),
        closing,
        _("Begin to close"),
        right="work",
        guards=(guards.all_is_done,),
        effect=effects.completed,
    )
    work_on = Step(
        closing, executing, _("Go back to work"), right="work", asks_reason=True, effect=effects.not_completed
    )
    close = Step(
        closing, closed, _("Close"), right="decide", guards=(*guards.CLOSES,), matter=CLOSURE, outcome="approved",
        cite="A/62/793 para 73(e)", primary=True,
    )  # fmt: skip
    ask_to_close = Step(
        closing, None, _("Put the closure on the agenda"), right="work", guards=(*guards.CLOSES,)
    )
    ask_to_terminate = Step(
        (authorised, initiating, executing, suspended), None, _("Put the termination on the agenda"), right="work",
        asks_reason=True,
    )  # fmt: skip
    terminate = Step(
        (authorised, initiating, executing, suspended, closing), terminated, _("Terminate"), right="decide",
        matter=TERMINATION, outcome="approved", cite="A/62/793 para 49(j)",
    )  # fmt: skip
    lapse = Step((authorised, initiating), terminated, _("Lapse with its case"), internal=True)
    keep = Step(
        (authorised, initiating, executing, suspended, closing), None, _("Do not terminate"), right="decide",
        matter=TERMINATION, outcome="rejected", cite="A/62/793 para 49(j)",
    )  # fmt: skip


class BoxFlow(Flow):
    """A time-box runs to its end, which is never moved: what is not accepted by then goes elsewhere (para 50(c))."""

    planned = State(_("Planned"), "waiting", initial=True)
    running = State(_("Running"), "well")
    ended = State(_("Ended"), "needs")
    reviewed = State(_("Reviewed"), "closed", closed=True)

    begin = Step(planned, running, _("Begin"), right="work", cite="A/62/793 para 50(c)", primary=True)
    end = Step(
        (planned, running), ended, _("End"), internal=True, timer="ends_at", cite="A/62/793 para 50(c)"
    )
    review = Step(ended, reviewed, _("Record the review"), right="work", fields=("review",), primary=True)


class BaselineFlow(Flow):
    """A baseline is taken, reviewed and decided; the one before it stays."""

    prepared = State(_("Prepared"), "waiting", initial=True)
    requested = State(_("Requested"), "needs")
    tabled = State(_("Tabled"), "needs")
    in_force = State(_("In force"), "well")
    superseded = State(_("Superseded"), "closed", closed=True)
    rejected = State(_("Rejected"), "closed", closed=True)
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    request = Step(
        prepared, requested, _("Ask for it"), right="work", guards=(guards.says_why,), primary=True
    )
    accept = Step(
        requested, in_force, _("Accept within the goals"), right="review", asks_reason=True,
        guards=(guards.is_no_rebaseline, guards.keeps_the_goals), effect=effects.in_force, cite="A/62/793 para 38",
    )  # fmt: skip
    table = Step(
        requested, tabled, _("Review and put on the agenda"), right="review", asks_reason=True,
        guards=(guards.is_a_rebaseline,), cite="A/62/793 para 38", primary=True,
    )  # fmt: skip
    approve = Step(
        tabled, in_force, _("Approve"), right="decide", matter=REBASELINE, outcome="approved", disposes=True,
        effect=effects.in_force,
        cite="A/62/793 paras 27(b), 49(i)", primary=True,
    )  # fmt: skip
    reject = Step(
        tabled, rejected, _("Reject"), right="decide", matter=REBASELINE, outcome="rejected", disposes=True,
        effect=effects.decided,
        cite="A/62/793 paras 27(b), 49(i)",
    )  # fmt: skip
    adopt = Step(prepared, in_force, _("Take at the start"), internal=True, effect=effects.in_force)
    supersede = Step(in_force, superseded, _("Supersede"), internal=True)
    withdraw = Step((prepared, requested), withdrawn, _("Withdraw"), right="work")


class ChangeFlow(Flow):
    """Within tolerance the manager decides, beyond it the body; in an emergency one acts and is ratified (2022 para 81)."""

    requested = State(_("Requested"), "needs", initial=True)
    tabled = State(_("Tabled"), "needs")
    acted = State(_("Done, to be ratified"), "late")
    accepted = State(_("Accepted"), "closed", closed=True)
    ratified = State(_("Ratified"), "closed", closed=True)
    rejected = State(_("Rejected"), "closed", closed=True)
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    accept = Step(
        requested, accepted, _("Accept within tolerance"), right="work", guards=(guards.is_within_tolerance,),
        cite="A/77/489 para 81", primary=True,
    )  # fmt: skip
    table = Step(
        requested, tabled, _("Put on the agenda"), right="work", guards=(guards.is_beyond_tolerance,),
        cite="A/77/489 para 81", primary=True,
    )  # fmt: skip
    act = Step(
        requested, acted, _("Act now"), right="work", asks_reason=True, guards=(guards.is_an_emergency,),
        cite="A/77/489 para 81",
    )  # fmt: skip
    approve = Step(
        tabled, accepted, _("Approve"), right="decide", matter=CHANGE, outcome="approved", disposes=True,
        effect=effects.decided,
        cite="A/77/489 para 81", primary=True,
    )  # fmt: skip
    reject = Step(
        tabled, rejected, _("Reject"), right="decide", matter=CHANGE, outcome="rejected", disposes=True,
        effect=effects.decided,
        cite="A/77/489 para 81",
    )  # fmt: skip
    ratify = Step(
        acted, ratified, _("Ratify"), right="decide", matter=CHANGE, outcome="approved", disposes=True,
        effect=effects.decided,
        cite="A/77/489 para 81", primary=True,
    )  # fmt: skip
    refuse = Step(
        acted, rejected, _("Refuse to ratify"), right="decide", matter=CHANGE, outcome="rejected", disposes=True,
        effect=effects.decided,
        cite="A/77/489 para 81",
    )  # fmt: skip
    withdraw = Step(requested, withdrawn, _("Withdraw"), right="work")


class ReportFlow(Flow):
    """Written, then submitted with the figures of its day; a submitted report stays as it is."""

    draft = State(_("Draft"), "waiting", initial=True)
    submitted = State(pgettext_lazy("state of a report", "Submitted"), "closed", closed=True)

    submit = Step(
        draft, submitted, _("Submit"), right="work", guards=(guards.has_a_baseline,), cite="A/62/793 para 73(e)",
        primary=True,
    )  # fmt: skip
