"""How scoring models, assessments and scenarios live."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.flows import Flow, Sentence, State, Step

MATTER = "scoring.weights"


def has_criteria(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
    """A model without criteria scores nothing."""
    if not record.criteria.exists():
        return _("Add a criterion first.")
    return None


def is_complete(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
    """Half an assessment would count as a low one."""
    if record.missing():
        return _("Score every criterion first: %(names)s.") % {"names": ", ".join(record.missing())}
    return None


class ModelFlow(Flow):
    """Drafted, proposed, adopted by the body that decides about weights; from then on locked."""

    draft = State(_("Draft"), "waiting", initial=True)
    proposed = State(_("Proposed"), "needs")
    adopted = State(_("Adopted"), "well")
    superseded = State(_("Superseded"), "closed", closed=True)
    rejected = State(_("Rejected"), "closed", closed=True)
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    propose = Step(draft, proposed, _("Propose"), right="propose", guards=(has_criteria,), primary=True)
    adopt = Step(
        proposed, adopted, _("Adopt"), right="decide", disposes=True, matter=MATTER, outcome="approved",
        guards=(has_criteria,), primary=True, cite="A/62/793 para 49(i)",
    )  # fmt: skip
    send_back = Step(
        proposed, draft, _("Send back to the draft"), right="decide", asks_reason=True, matter=MATTER, outcome="returned",
    )  # fmt: skip
    reject = Step(
        proposed, rejected, _("Reject"), right="decide", asks_reason=True, disposes=True, matter=MATTER, outcome="rejected",
    )  # fmt: skip
    supersede = Step(adopted, superseded, _("Supersede"), internal=True)
    withdraw = Step((draft, proposed), withdrawn, _("Withdraw"), right="propose", asks_reason=True)


def unseal(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """Both have handed in: the assessment is as confidential as any other."""
    record.classification = 0


class AssessmentFlow(Flow):
    """Written, handed in and sealed, opened when both assessors have handed in."""

    draft = State(_("Draft"), "waiting", initial=True)
    sealed = State(_("Handed in, waits for the other assessor"), "needs")
    opened = State(_("Open"), "well")

    hand_in = Step(
        draft,
        sealed,
        _("Hand in"),
        right="work",
        guards=(is_complete,),
        primary=True,
        cite="A/62/793 para 52",
    )
    take_back = Step(sealed, draft, _("Take back"), right="work")
    open = Step(sealed, opened, _("Open"), internal=True, effect=unseal)


def was_solved(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """An answer is of the moment it was found; its numbers are written with the step."""
    from comity.kernel.base.moment import now

    record.solved_at = now()
    for name, value in getattr(record, "answered", {}).items():
        setattr(record, name, value)


def forget(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """A question that may change has no answer yet."""
    for name in ("value", "bound", "proof_gap", "cost", "chosen", "solved_at"):
        setattr(record, name, None)
    record.sha256 = record.solver = ""


class ScenarioFlow(Flow):
    """Drafted, in the queue, solved or not possible, filed as an opinion; never a decision.

    What the steps do besides (asking for the work, ending it, filing) is in `receivers`.
    """

    draft = State(_("Draft"), "waiting", initial=True)
    queued = State(_("In the queue"), "waiting")
    solved = State(_("Solved"), "well")
    infeasible = State(_("Nothing fits"), "needs")
    cancelled = State(_("Cancelled"), "closed")
    filed = State(_("Filed as an opinion"), "closed", closed=True)

    solve = Step((draft, cancelled), queued, _("Solve"), right="work", primary=True)
    finish = Step(queued, solved, _("Solved"), internal=True, effect=was_solved)
    fail = Step(queued, infeasible, _("Nothing fits"), internal=True, effect=was_solved)
    stop = Step(queued, cancelled, _("Cancel"), right="work")
    rework = Step((solved, infeasible), draft, _("Change and solve again"), right="work", effect=forget)
    file = Step(
        solved, filed, _("File as an opinion of the project office"), right="propose",
        cite="A/62/793 paras 38, 49(i)",
    )  # fmt: skip
