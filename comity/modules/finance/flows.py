"""How a proposal to change an envelope lives: proposed, reviewed, decided by a body."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.flows import Flow, State, Step
from comity.kernel.flow.guards import differs_from


def propose_by(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """Who submits is named, and so does not review."""
    if record.proposer_id is None and getattr(actor, "pk", None):
        record.proposer = actor


def keep_decision(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """The decision by which the step is taken stays on the record."""
    record.decision = record.authority


class ProposalFlow(Flow):
    """Drafted, reviewed for all sources of money (A/62/793 para 19), decided (paras 27(a), 49(i))."""

    draft = State(_("Draft"), "waiting", initial=True)
    submitted = State(_("To be reviewed"), "needs")
    reviewed = State(_("To be decided"), "needs")
    approved = State(_("Approved"), "well", closed=True)
    rejected = State(_("Rejected"), "closed", closed=True)
    deferred = State(_("Deferred"), "waiting")
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    submit = Step(draft, submitted, _("Submit"), right="propose", effect=propose_by, primary=True)
    review = Step(
        submitted, reviewed, _("Confirm the review"), right="review", guards=(differs_from("proposer"),),
        cite="A/62/793 para 19", primary=True,
    )  # fmt: skip
    send_back = Step(submitted, draft, _("Send back to the draft"), right="review", asks_reason=True)
    approve = Step(
        reviewed, approved, _("Approve"), right="decide", matter="envelope", outcome="approved", disposes=True,
        effect=keep_decision, cite="A/62/793 paras 27(a), 49(i)", primary=True,
    )  # fmt: skip
    reject = Step(
        reviewed, rejected, _("Reject"), right="decide", matter="envelope", outcome="rejected", disposes=True,
        effect=keep_decision, asks_reason=True,
    )  # fmt: skip
    defer = Step(
        reviewed,
        deferred,
        _("Defer"),
        right="decide",
        matter="envelope",
        outcome="deferred",
        asks_reason=True,
    )
    return_ = Step(
        reviewed, draft, _("Return"), right="decide", matter="envelope", outcome="returned", asks_reason=True
    )
    resume = Step(deferred, reviewed, _("Take up again"), right="propose")
    withdraw = Step(
        (draft, submitted, reviewed, deferred), withdrawn, _("Withdraw"), right="propose", asks_reason=True
    )
