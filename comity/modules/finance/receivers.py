"""What follows from a change: an approved proposal gives or takes its money, in the same transaction."""

from collections.abc import Sequence
from typing import Any

from comity.kernel.actions.hooks import after
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import acting
from comity.kernel.notices.tell import tell

from .actions import allot
from .models import EnvelopeProposal
from .topics import BY_STATE


@after(EnvelopeProposal)
def give_what_was_decided(records: Sequence[Any], verb: str) -> None:
    """The approval is the allotment: what the database cannot give, it cannot approve."""
    if verb == "approve":
        for proposal in records:
            allot(acting() or System("finance"), proposal, proposal.authority)


@after(EnvelopeProposal)
def tell_the_proposer(records: Sequence[Any], verb: str) -> None:
    """A decision that somebody else took on a proposal is news to who proposed it."""
    for one in records:
        topic = BY_STATE.get(one.state)
        if topic and one.proposer and "state" in getattr(one, "was", {}):
            tell(
                [one.proposer], topic, one.kind_name(), one.pk, one.get_absolute_url(), but=acting(),
                reference=one.reference, title=one.title,
            )  # fmt: skip
