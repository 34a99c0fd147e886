"""What follows from a change: adopted weights stay, one model is in force, two sealed assessments open each other."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import ask
from comity.kernel.actions.hooks import after
from comity.kernel.actions.verbs import change, take
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import acting
from comity.kernel.base.errors import Refused

from . import scenarios
from .models import Assessment, Criterion, Scenario, ScoringModel

US = System("selection")


@after(ScoringModel)
def one_in_force(records: Sequence[Any], verb: str) -> None:
    """An adopted model takes the place of the one before it."""
    if verb == "adopt":
        for model in records:
            for older in ScoringModel.objects.filter(state="adopted").exclude(pk=model.pk):
                take(US, older, "supersede", reason=model.reference)


@after(ScoringModel)
def only_drafts_change(records: Sequence[Any], verb: str) -> None:
    """What is proposed is decided as it was proposed; a draft that moves takes its criteria along."""
    if verb not in ("change", "remove"):
        return
    for model in records:
        if verb == "remove" and model.state != "draft":
            raise Refused(_("This model is no draft any more, so it stays as it is."))
        if "unit" in getattr(model, "was", {}):
            for criterion in model.criteria.all():
                change(US, criterion, unit=model.unit, reason=model.reference)


@after(Criterion)
def adopted_criteria_stay(records: Sequence[Any], verb: str) -> None:
    if verb == "remove" and any(one.scoring_model.state != "draft" for one in records):
        raise Refused(_("The criteria of a model change only while it is a draft."))


@after(Assessment)
def what_was_handed_in_stays(records: Sequence[Any], verb: str) -> None:
    """Scores change only while they are a draft, and only in the hands of their assessor."""
    for one in records:
        if verb == "remove" and one.state != "draft":
            raise Refused(_("This assessment was handed in, so it stays as it is."))
        if verb == "add":
            _may_assess(one)


def _may_assess(one: Assessment) -> None:
    """Whoever may assess does so in the own name, nobody what they sponsor themselves.

    An assessment is born strictly confidential; that the assessor may add it is asked apart from that.
    """
    actor = acting()
    who = getattr(actor, "pk", None)
    ask(actor, "add", Assessment)
    if one.scoring_model.state != "adopted":
        raise Refused(_("Only by an adopted model can an initiative be assessed."))
    if who is not None and who != one.assessor_id:
        raise Refused(_("An assessment is written by its assessor."))
    if one.initiative.sponsor_id == one.assessor_id:
        raise Refused(_("The sponsor of an initiative does not assess it."))


@after(Assessment)
def open_both(records: Sequence[Any], verb: str) -> None:
    """When the second assessor hands in, both assessments are opened in the same transaction."""
    if verb != "hand_in":
        return
    for one in records:
        same = Assessment.objects.filter(scoring_model=one.scoring_model_id, initiative=one.initiative_id)
        pair = list(same.filter(state="sealed").order_by("place"))
        if len(pair) == 2:
            for each in pair:
                take(US, each, "open")


@after(Scenario)
def only_drafts_are_changed(records: Sequence[Any], verb: str) -> None:
    """An answer belongs to the question that was asked."""
    if verb == "change" and any(one.state != "draft" for one in records):
        raise Refused(_("Only a draft is changed: choose “Change and solve again” first."))


@after(Scenario)
def follow_a_step(records: Sequence[Any], verb: str) -> None:
    """Ask for the work, end it, or file its answer as advice, in the transaction of the step."""
    deed = {"solve": scenarios.queue, "stop": scenarios.give_up, "file": scenarios.file_opinion}.get(verb)
    for one in records if deed else ():
        assert deed is not None
        deed(acting(), one)
