"""How a discount policy lives."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.flows import Flow, Sentence, State, Step

MATTER = "discount.policy"


def has_rates(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
    """A policy without a rate for year 0 cannot discount anything."""
    if not record.steps.filter(from_year=0).exists():
        return _("Add the rate that applies from year 0 first.")
    return None


class PolicyFlow(Flow):
    """Drafted, proposed, adopted by the body that holds the mandate, superseded by the next."""

    draft = State(_("Draft"), "waiting", initial=True)
    proposed = State(_("Proposed"), "needs")
    adopted = State(_("Adopted"), "well")
    superseded = State(_("Superseded"), "closed", closed=True)
    rejected = State(_("Rejected"), "closed", closed=True)
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    propose = Step(draft, proposed, _("Propose"), right="propose", guards=(has_rates,), primary=True)
    adopt = Step(
        proposed, adopted, _("Adopt"), right="decide", disposes=True, matter=MATTER, outcome="approved",
        guards=(has_rates,), primary=True,
    )  # fmt: skip
    send_back = Step(
        proposed, draft, _("Send back to the draft"), right="decide", asks_reason=True, matter=MATTER, outcome="returned",
    )  # fmt: skip
    reject = Step(
        proposed, rejected, _("Reject"), right="decide", asks_reason=True, disposes=True, matter=MATTER, outcome="rejected",
    )  # fmt: skip
    supersede = Step(adopted, superseded, _("Supersede"), internal=True)
    withdraw = Step((draft, proposed), withdrawn, _("Withdraw"), right="propose", asks_reason=True)
