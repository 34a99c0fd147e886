"""How a measurement lives."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.flows import Flow, State, Step
from comity.kernel.flow.guards import differs_from


def by_whom(field: str) -> Any:
    """Keep on the record who took the step, so that somebody else takes the next one."""

    def effect(actor: Any, record: Any, values: dict[str, Any]) -> None:
        setattr(record, f"{field}_id", getattr(actor, "pk", None))

    return effect


def ask_anew(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """What is returned is written and verified anew."""
    record.verifier = None


class MeasurementFlow(Flow):
    """Written down, submitted, verified by a second person or returned, published."""

    draft = State(_("Draft"), "waiting", initial=True)
    submitted = State(_("Submitted"), "needs")
    returned = State(_("Returned"), "late")
    verified = State(_("Verified"), "well")
    published = State(_("Published"), "closed", closed=True)

    submit = Step(
        (draft, returned), submitted, _("Submit"), right="propose", effect=by_whom("submitter"), primary=True
    )
    verify = Step(
        submitted, verified, _("Verify"), right="review", guards=(differs_from("submitter"),),
        effect=by_whom("verifier"), cite="A/62/793 para 17", primary=True,
    )  # fmt: skip
    send_back = Step(
        submitted, returned, _("Return"), right="review", asks_reason=True, guards=(differs_from("submitter"),),
        effect=ask_anew,
    )  # fmt: skip
    reopen = Step(verified, returned, _("Take back"), right="review", asks_reason=True, effect=ask_anew)
    publish = Step(verified, published, _("Publish"), right="confirm", cite="A/62/793 para 73(e)")
