"""What follows from a change: initiatives follow their cases, parts follow their whole, people are told."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from comity.kernel.actions.hooks import after
from comity.kernel.actions.verbs import add, take
from comity.kernel.actions.write import write
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import acting
from comity.kernel.audit.models import Entry
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.base.errors import Refused
from comity.kernel.base.events import announce
from comity.kernel.notices.tell import tell

from . import conditions
from .appraising import keep
from .flows import MERGE
from .models import (
    Aim,
    BenefitValue,
    Case,
    CaseAppraisal,
    CaseBenefit,
    CaseCheck,
    CaseOption,
    CaseRisk,
    CostLine,
    Initiative,
    InitiativeLink,
    StaffLine,
)  # fmt: skip
from .models.cases import DELIVERED
from .models.figures import KEPT
from .models.initiatives import MERGES
from .public import CaseApproved
from .topics import BY_STATE

US = System("portfolio")
PARTS = (CaseOption, CostLine, StaffLine, CaseBenefit, BenefitValue, CaseRisk, CaseCheck)
FOLLOWS = {
    "approve": "approve", "approve_with_conditions": "approve", "defer": "defer", "reject": "reject", "lapse": "reopen",
    "lapse_unmet": "reopen",
}  # fmt: skip
"""The step of the initiative that a step of its case brings."""


@after(Case)
def initiative_follows(records: Sequence[Any], verb: str) -> None:
    """Opening a case and deciding on it move the initiative, in the same transaction."""
    step = "open_case" if verb in ("add", "import") else FOLLOWS.get(verb)
    for case in records if step else ():
        initiative = Initiative.objects.get(pk=case.initiative_id)
        if any(one.name == step for one in initiative.flow.leaving(initiative.state)):
            take(US, initiative, str(step), reason=case.reference)


@after(Case)
def keep_the_figures(records: Sequence[Any], verb: str) -> None:
    """From its submission a case keeps what it came to, under the policy of that day."""
    for case in records if verb == "submit" else ():
        keep(US, case)


@after(CaseAppraisal)
def figures_stay(records: Sequence[Any], verb: str) -> None:
    """What a committee was shown is not taken away."""
    if verb == "remove":
        raise Refused(KEPT)


@after(Case)
def one_approved(records: Sequence[Any], verb: str) -> None:
    """An approved version supersedes the one before it; who listens is told after the commit."""
    if verb not in ("approve", "approve_with_conditions"):
        return
    for case in records:
        for before in case.earlier():
            take(US, before, "supersede", reason=case.reference)
        announce(CaseApproved(case.pk, case.initiative_id))


@after(Case)
def lapse_together(records: Sequence[Any], verb: str) -> None:
    """The decision of a case that lapses by the clock lapses too, and those concerned are told."""
    for case in records if verb == "lapse_unmet" else ():
        conditions.lapsed(case)


@after(apps.get_model("meetings", "Decision"))
def follow_the_decision(records: Sequence[Any], verb: str) -> None:
    """Where the chair lets a decision lapse, its case does not stand any more."""
    for decision in records if verb == "lapse" else ():
        for case in conditions.bound_by(decision):
            conditions.let_lapse(case)


@after(apps.get_model("meetings", "Condition"))
def follow_the_conditions(records: Sequence[Any], verb: str) -> None:
    """A condition that is met moves the day of the lapse; one that is missed in delivery goes to a body."""
    for one in records if verb in ("meet", "miss", "fall_due") else ():
        for case in conditions.bound_by(one.decision):
            if verb == "meet" and acting() == case.sponsor:
                raise Refused(_("You sponsor this case, so somebody else says that its condition is met."))
            conditions.keep_watch(case)
            if verb != "meet" and case.initiative.state in DELIVERED:
                conditions.bring_up(case, [one])


@after(Initiative)
def watch_until_delivery(records: Sequence[Any], verb: str) -> None:
    """Delivery takes a case out of the hands of the clock."""
    for one in records if verb in ("start_delivery", "rebalance_defer") else ():
        conditions.follow_delivery(one)


@after(Case)
def on_the_agenda(records: Sequence[Any], verb: str) -> None:
    """A tabled case waits for the body that the accountability framework names for its amount and risk."""
    from comity.modules.meetings import public as meetings

    for case in records if verb == "table" else ():
        question = _("Approve the business case %(case)s?") % {"case": case}
        meetings.put_on_agenda(US, case, "case.decision", question=question)


@after(Case)
def stays_as_it_is(records: Sequence[Any], verb: str) -> None:
    """What was submitted is not rewritten."""
    for case in records:
        if verb in ("change", "remove") and case.state not in case.WRITTEN:
            raise Refused(case.too_late())


@after(*PARTS)
def parts_stay_too(records: Sequence[Any], verb: str) -> None:
    """A part is not removed from a case that is under way (adding and changing ask the model)."""
    for part in records if verb == "remove" else ():
        whole = part.whole()
        if whole.state not in (*whole.WRITTEN, *part.late):
            raise Refused(whole.too_late())


@after(Case, Initiative)
def parts_follow(records: Sequence[Any], verb: str) -> None:
    """When a whole moves to another unit its parts are seen from there."""
    for whole in records:
        if "unit" not in getattr(whole, "was", {}):
            continue
        models: tuple[Any, ...] = (Aim, InitiativeLink)
        if isinstance(whole, Case):
            models = (*PARTS, CaseAppraisal)
        for model in models:
            for part in model.objects.filter(**{model.within: whole}):
                before = snapshot(part)
                part.unit = whole.unit
                write(US, part, "change", before, whole.reference, None)


@after(Initiative)
def ask_the_body(records: Sequence[Any], verb: str) -> None:
    """A merger that is proposed waits for the body that decides the priorities of the programme, with pair and reason."""
    from comity.modules.meetings import public as meetings

    for one in records if verb == "propose_merger" else ():
        question = _("Merge %(one)s into %(other)s?") % {"one": one, "other": one.merge_into}
        reason = Entry.objects.values_list("reason", flat=True).get(pk=one.entry_id)
        meetings.put_on_agenda(
            acting() or US, one, MERGE, question=question, recommended="approved", recommendation=reason
        )


@after(apps.get_model("meetings", "AgendaItem"))
def take_the_proposal_back(records: Sequence[Any], verb: str) -> None:
    """Whoever withdraws the question withdraws the proposal."""
    for item in records if verb == "withdraw" else ():
        if item.matter is not None and item.matter.code == MERGE:
            for one in Initiative.objects.filter(
                pk=item.object_id, state__in=MERGES, merge_into__isnull=False
            ):
                take(US, one, "drop_merger", reason=item.reference)


@after(Initiative)
def both_histories(records: Sequence[Any], verb: str) -> None:
    """A merger leaves a link behind, so that either history leads to the other."""
    for one in records if verb == "merge" else ():
        known = {"initiative": one.merge_into, "kind": "duplicates", "other": one}
        if not InitiativeLink.objects.filter(**known).exists():
            add(US, InitiativeLink, note=one.reference, **known)


@after(Case)
def tell_the_sponsor(records: Sequence[Any], verb: str) -> None:
    """Each step that somebody else took on a case is news to its sponsor."""
    for case in records:
        topic = BY_STATE.get(case.state)
        if topic and "state" in getattr(case, "was", {}) and verb != "lapse_unmet":
            tell(
                [case.sponsor], topic, case.kind_name(), case.pk, case.get_absolute_url(), but=acting(),
                reference=case.reference, title=case.title,
            )  # fmt: skip
