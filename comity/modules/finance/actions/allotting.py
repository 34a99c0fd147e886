"""Giving what was decided: the approval of a proposal is the allotment."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.actions import hooks
from comity.kernel.actions.write import born
from comity.kernel.audit import journal
from comity.kernel.audit.actors import Actor
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now

from ..models import Change, Envelope, EnvelopeProposal, Kind, Movement
from ..queries import usd
from .posting import Entry, locked, once


def allot(actor: Actor, proposal: EnvelopeProposal, decision: Any = None) -> list[Movement]:
    """Give or take what an approved proposal says; a new envelope begins here. Runs in the step that approves."""

    def plan() -> list[Entry]:
        if proposal.change == Change.TRANSFER:
            assert proposal.taken_from_id
            target = envelope_for(actor, proposal, decision)
            both = {one.pk: one for one in locked([target.pk, proposal.taken_from_id])}
            gives = both[proposal.taken_from_id]
            _enough(gives, proposal.amount)
            return [
                Entry(gives, Kind.ALLOCATION, -proposal.amount),
                Entry(both[target.pk], Kind.ALLOCATION, proposal.amount),
            ]
        envelope = locked([envelope_for(actor, proposal, decision).pk])[0]
        if proposal.change == Change.DECREASE:
            _enough(envelope, proposal.amount)
        sign = -1 if proposal.change == Change.DECREASE else 1
        return [Entry(envelope, Kind.ALLOCATION, sign * proposal.amount)]

    return once(actor, f"allot:{proposal.pk}", proposal, plan, decision, "")


def _enough(envelope: Envelope, amount: Decimal) -> None:
    if envelope.free < amount:
        raise Refused(
            _("%(envelope)s has %(free)s free, so %(amount)s cannot be taken from it.")
            % {"envelope": envelope.code, "free": usd(envelope.free), "amount": usd(amount)}
        )


def envelope_for(actor: Actor, proposal: EnvelopeProposal, decision: Any) -> Envelope:
    """Return the envelope that a proposal is about; only one for a new envelope, or a transfer, begins it."""
    known = Envelope.objects.filter(
        programme=proposal.programme_id, fund=proposal.fund_id, year=proposal.year
    ).first()
    if known and proposal.change == Change.NEW:
        raise Refused(
            _("There is an envelope %(envelope)s already: propose an increase.") % {"envelope": known.code}
        )
    if known:
        return known
    if proposal.change in (Change.INCREASE, Change.DECREASE):
        raise Refused(_("There is no such envelope yet: propose a new one."))
    envelope = Envelope(
        programme=proposal.programme, fund=proposal.fund, year=proposal.year, unit=proposal.unit, proposal=proposal,
        decision=decision, code=f"{proposal.programme.code}-{proposal.fund.code}-{proposal.year}",
    )  # fmt: skip
    born(envelope, now())
    with journal.writing(actor):
        entry = journal.record(envelope.kind_name(), envelope.pk, "add", after=snapshot(envelope))
        envelope.entry_id = entry.pk
        envelope.save(force_insert=True)
        hooks.run([envelope], "add")
    return envelope
