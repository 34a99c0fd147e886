"""What follows from a change: an approved proposal gives or takes its money, in the same transaction."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import visible_to
from comity.kernel.actions.hooks import after
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import acting
from comity.kernel.notices.tell import tell
from comity.modules.governance import public as governance
from comity.modules.meetings import public as meetings

from .actions import allot
from .models import Envelope, EnvelopeProposal
from .queries import changes_by, usd
from .topics import BY_STATE

MATTER = governance.matters.ENVELOPE


@meetings.effects_of
def envelopes_before_and_after(decision: Any, person: Any, scope: Any) -> Any:
    """Say on the page of a decision what was free in each envelope that it moved, before and after."""
    rows = visible_to(person, Envelope.objects.filter(movements__decision=decision), "view", scope)
    found = changes_by(decision, rows.distinct())
    lines = tuple(
        meetings.Effect(envelope.code, usd(before), usd(after), envelope.get_absolute_url())
        for envelope, before, after in found
    )
    return meetings.Effects(_("Free in the envelopes"), lines) if lines else None


@after(EnvelopeProposal)
def ask_the_body(records: Sequence[Any], verb: str) -> None:
    """What is reviewed waits for the body that decides envelopes, where one does."""
    if verb not in ("review", "resume"):
        return
    for proposal in records:
        body = governance.route(MATTER, proposal.facts()).body
        if body is not None and not body.is_office:
            question = gettext("Shall the envelope be given as proposed?")
            meetings.put_on_agenda(
                System("finance"), proposal, MATTER, question, body=body, recommended="approved"
            )


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
