"""How initiatives and business cases live (A/62/793 paras 27, 38, 49 and 52)."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.flows import Flow, State, Step
from comity.kernel.flow.guards import differs_from

from . import effects, guards

# The matters of governance on which mandates speak.
REVIEW, ENDORSEMENT, TABLING, DECISION = "case.review", "case.endorsement", "case.tabling", "case.decision"
INCLUSION, REBALANCING, MERGE = "portfolio.inclusion", "portfolio.rebalancing", "initiative.merge"


class InitiativeFlow(Flow):
    """From a need to its benefits; what is merged, stopped or withdrawn keeps its history."""

    draft = State(_("Draft"), "waiting", initial=True)
    proposed = State(_("Proposed"), "needs")
    rationalised = State(_("Rationalised"), "waiting")
    merged = State(_("Merged into another"), "closed", closed=True)
    under_appraisal = State(_("Under appraisal"), "needs")
    approved = State(_("Case approved"), "well")
    deferred = State(_("Deferred"), "waiting")
    rejected = State(_("Rejected"), "closed", closed=True)
    in_portfolio = State(_("In the portfolio"), "well")
    delivering = State(_("Delivering"), "well")
    realising = State(_("Realising benefits"), "well")
    closed = State(_("Closed"), "closed", closed=True)
    stopped = State(_("Stopped"), "closed", closed=True)
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    # In these a case may be opened, or a new version of one.
    OPENS_CASES = ("rationalised", "under_appraisal", "approved", "deferred", "in_portfolio", "delivering")

    propose = Step(
        draft, proposed, _("Propose"), right="propose", guards=(guards.serves_an_aim,), cite="A/62/793 para 8",
        primary=True,
    )  # fmt: skip
    rationalise = Step(
        proposed, rationalised, _("Find that it duplicates nothing"), right="review", asks_reason=True,
        guards=(differs_from("sponsor"), guards.not_to_be_merged), cite="A/62/793 para 52", primary=True,
    )  # fmt: skip
    send_back = Step(
        proposed,
        draft,
        _("Send back to the draft"),
        right="review",
        asks_reason=True,
        guards=(guards.not_to_be_merged,),
        cite="A/62/793 para 52",
    )
    propose_merger = Step(
        (proposed, rationalised), None, _("Propose to merge it into another"), right="review", fields=("merge_into",),
        asks_reason=True, guards=(guards.not_to_be_merged, guards.keeper_is_alive), matter=MERGE,
        cite="A/62/793 paras 38, 52",
    )  # fmt: skip
    merge = Step(
        (proposed, rationalised), merged, _("Merge into the other initiative"), right="decide", disposes=True,
        guards=(guards.has_a_keeper, guards.keeper_is_alive), matter=MERGE, outcome="approved", effect=effects.merged,
        cite="A/62/793 paras 27(b), 38, 52",
    )  # fmt: skip
    keep_apart = Step(
        (proposed, rationalised), None, _("Keep apart"), right="decide", guards=(guards.has_a_keeper,), matter=MERGE,
        outcome="rejected", effect=effects.keep_apart, cite="A/62/793 paras 27(b), 38, 52",
    )  # fmt: skip
    return_merger = Step(
        (proposed, rationalised), None, _("Return the proposal to merge"), right="decide", guards=(guards.has_a_keeper,),
        matter=MERGE, outcome="returned", effect=effects.keep_apart, cite="A/62/793 paras 27(b), 38, 52",
    )  # fmt: skip
    drop_merger = Step(
        (proposed, rationalised),
        None,
        _("Take the proposal to merge back"),
        internal=True,
        effect=effects.keep_apart,
    )
    open_case = Step((rationalised, deferred), under_appraisal, _("Open a case"), internal=True)
    approve = Step((under_appraisal, rationalised), approved, _("Approve the case"), internal=True)
    defer = Step(under_appraisal, deferred, _("Defer"), internal=True)
    reject = Step(under_appraisal, rejected, _("Reject"), internal=True)
    reopen = Step((approved, in_portfolio), under_appraisal, _("Open again"), internal=True)
    include = Step(
        approved, in_portfolio, _("Include in the portfolio"), right="decide", matter=INCLUSION, outcome="approved",
        guards=(guards.has_an_approved_case,), disposes=True, effect=effects.included, cite="A/62/793 paras 27(a), 49(i)",
        primary=True,
    )  # fmt: skip
    leave_out = Step(
        approved, deferred, _("Leave out of the portfolio for now"), right="decide", matter=INCLUSION,
        outcome="deferred", disposes=True, effect=effects.give_money_back, cite="A/62/793 para 49(i)",
    )  # fmt: skip
    refuse = Step(
        approved, rejected, _("Refuse for the portfolio"), right="decide", matter=INCLUSION, outcome="rejected",
        disposes=True, effect=effects.give_money_back, cite="A/62/793 para 49(i)",
    )  # fmt: skip
    start_delivery = Step(
        in_portfolio, delivering, _("Start delivery"), internal=True, guards=(guards.has_an_approved_case,)
    )
    rebalance_go_on = Step(
        (in_portfolio, delivering), None, _("Go on as it is"), right="decide", matter=REBALANCING, outcome="approved",
        disposes=True, cite="A/62/793 para 49(j)",
    )  # fmt: skip
    rebalance_defer = Step(
        (in_portfolio, delivering), deferred, _("Defer in favour of others"), right="decide", matter=REBALANCING,
        outcome="deferred", disposes=True, effect=effects.give_money_back, cite="A/62/793 para 49(j)",
    )  # fmt: skip
    rebalance_stop = Step(
        (in_portfolio, delivering), stopped, _("Stop"), right="decide", matter=REBALANCING, outcome="rejected",
        disposes=True, effect=effects.give_money_back, cite="A/62/793 para 49(j)",
    )  # fmt: skip
    close_delivery = Step(delivering, realising, _("End delivery"), internal=True)
    close = Step(
        realising,
        closed,
        _("Close"),
        right="review",
        asks_reason=True,
        cite="A/62/793 para 73(e)",
        primary=True,
    )
    withdraw = Step(
        (draft, proposed, rationalised, under_appraisal, deferred), withdrawn, _("Withdraw"), right="propose",
        asks_reason=True, guards=(guards.no_case_under_way, guards.not_to_be_merged),
    )  # fmt: skip


class CaseFlow(Flow):
    """Written, reviewed, endorsed, tabled, decided: in this order, by different people (paras 27(b), 38)."""

    draft = State(_("Draft"), "waiting", initial=True)
    in_review = State(_("In review"), "needs")
    reviewed = State(_("Reviewed"), "needs")
    endorsed = State(_("Endorsed"), "needs")
    tabled = State(_("Tabled"), "needs")
    approved = State(_("Approved"), "well")
    approved_with_conditions = State(_("Approved with conditions"), "well")
    deferred = State(_("Deferred"), "closed", closed=True)
    rejected = State(_("Rejected"), "closed", closed=True)
    returned = State(_("Returned for a new version"), "closed", closed=True)
    superseded = State(_("Superseded"), "closed", closed=True)
    lapsed = State(_("Lapsed"), "closed", closed=True)
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    submit = Step(
        draft, in_review, _("Submit for review"), right="propose", guards=(*guards.WRITTEN,), effect=effects.submitted,
        cite="A/62/793 paras 27(b), 52", primary=True,
    )  # fmt: skip
    conform = Step(
        in_review, reviewed, _("Find in order"), right="review", matter=REVIEW,
        guards=(differs_from("sponsor"), *guards.WRITTEN, guards.checks_complete), effect=effects.reviewed_by,
        cite="A/62/793 para 38", primary=True,
    )  # fmt: skip
    send_back = Step(
        in_review, draft, _("Send back to the sponsor"), right="review", matter=REVIEW, asks_reason=True,
        guards=(differs_from("sponsor"),), effect=effects.begin_again, cite="A/62/793 para 38",
    )  # fmt: skip
    endorse = Step(
        reviewed, endorsed, _("Endorse"), right="endorse", matter=ENDORSEMENT,
        guards=(differs_from("sponsor", "reviewer"), *guards.WRITTEN, guards.checks_complete, guards.nothing_blocks),
        effect=effects.endorsed_by, cite="A/62/793 para 38", primary=True,
    )  # fmt: skip
    decline = Step(
        reviewed, draft, _("Withhold endorsement"), right="endorse", matter=ENDORSEMENT, asks_reason=True,
        guards=(differs_from("sponsor", "reviewer"),), effect=effects.begin_again, cite="A/62/793 para 38",
    )  # fmt: skip
    table = Step(
        endorsed, tabled, _("Put on the agenda"), right="review", matter=TABLING, guards=(differs_from("sponsor"),),
        cite="A/62/793 para 27(b)", primary=True,
    )  # fmt: skip
    approve = Step(
        tabled, approved, _("Approve"), right="decide", matter=DECISION, outcome="approved", disposes=True,
        guards=(*guards.DECIDABLE,), effect=effects.approved, cite="A/62/793 para 27(b)", primary=True,
    )  # fmt: skip
    approve_with_conditions = Step(
        tabled, approved_with_conditions, _("Approve with conditions"), right="decide", matter=DECISION,
        outcome="conditions", disposes=True, guards=(*guards.DECIDABLE,), effect=effects.approved_if,
        cite="A/62/793 para 27(b)",
    )  # fmt: skip
    defer = Step(
        tabled, deferred, _("Defer"), right="decide", matter=DECISION, outcome="deferred", disposes=True,
        effect=effects.decided, cite="A/62/793 para 27(b)",
    )  # fmt: skip
    reject = Step(
        tabled, rejected, _("Reject"), right="decide", matter=DECISION, outcome="rejected", disposes=True,
        effect=effects.decided, cite="A/62/793 para 27(b)",
    )  # fmt: skip
    send_for_new_version = Step(
        tabled, returned, _("Return for a new version"), right="decide", matter=DECISION, outcome="returned",
        disposes=True, effect=effects.decided, cite="A/62/793 para 27(b)",
    )  # fmt: skip
    supersede = Step((approved, approved_with_conditions), superseded, _("Supersede"), internal=True)
    watch = Step(
        approved_with_conditions, None, _("Watch its conditions"), internal=True, optional=("lapses_at",)
    )
    lapse_unmet = Step(
        (approved, approved_with_conditions), lapsed, _("Lapse with an unmet condition"), internal=True,
        timer="lapses_at", effect=effects.release_money,
    )  # fmt: skip
    lapse = Step(
        (approved, approved_with_conditions), lapsed, _("Let lapse"), right="review", asks_reason=True,
        guards=(differs_from("sponsor"), guards.not_in_delivery), effect=effects.release_money,
    )  # fmt: skip
    withdraw = Step(
        (draft, in_review, reviewed, endorsed), withdrawn, _("Withdraw"), right="propose", asks_reason=True
    )
