"""How the measurement of a benefit lives."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.flows import Flow, Sentence, State, Step
from comity.kernel.flow.guards import differs_from
from comity.kernel.people.models import Person

DECISION = "case.decision"


def says_something(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
    """A benefit with a number promised is answered with a number; the button itself is not blocked by this."""
    if not values or record.kind == "qualitative":
        return None
    if values.get("value") is None and values.get("realised") is None:
        return _("Write what was measured: the value, the amount of money, or both.")
    return None


def submitted_by(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """Keep who submitted; what was written before is replaced."""
    record.submitter = actor if isinstance(actor, Person) else None
    record.value, record.realised = values.get("value"), values.get("realised")


def verified_by(actor: Any, record: Any, values: dict[str, Any]) -> None:
    record.verifier = actor if isinstance(actor, Person) else None


def decided(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """Keep the decision by which a promise was kept or given up."""
    record.decision = record.authority


class MeasurementFlow(Flow):
    """Due, submitted by the owner, verified by a second person or returned; a body may give a promise up."""

    due = State(_("Due"), "waiting", initial=True)
    submitted = State(_("Submitted"), "needs")
    returned = State(_("Returned"), "late")
    verified = State(_("Verified"), "well", closed=True)
    given_up = State(_("Given up"), "closed", closed=True)

    submit = Step(
        (due, returned), submitted, _("Submit"), right="propose", fields=("measured_on", "evidence"),
        optional=("value", "realised"), guards=(says_something,), effect=submitted_by, primary=True,
    )  # fmt: skip
    verify = Step(
        submitted, verified, _("Verify"), right="review", guards=(differs_from("submitter", "owner"),),
        effect=verified_by, cite="A/62/793 para 73", primary=True,
    )  # fmt: skip
    send_back = Step(
        submitted, returned, _("Return"), right="review", asks_reason=True, guards=(differs_from("submitter", "owner"),),
    )  # fmt: skip
    keep = Step(
        (due, returned), None, _("Keep to the promise"), right="decide", matter=DECISION, outcome="approved",
        effect=decided, cite="A/62/793 para 27(b)",
    )  # fmt: skip
    give_up = Step(
        (due, returned), given_up, _("Give the promise up"), right="decide", matter=DECISION, outcome="rejected",
        effect=decided, cite="A/62/793 para 27(b)",
    )  # fmt: skip
