"""What follows from a change: a vote opens, a signature moves the record, people are told."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.actions.hooks import after
from comity.kernel.actions.steps import take
from comity.kernel.actions.write import write
from comity.kernel.audit.journal import acting
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.base.errors import Refused
from comity.kernel.base.events import announce
from comity.kernel.flow.models import Advice
from comity.kernel.people.models import Person

from . import actions, news
from .models import (
    FINAL,
    ActionItem,
    AgendaItem,
    Attendance,
    Ballot,
    Condition,
    Decision,
    Entitlement,
    Meeting,
    Opinion,
    Recusal,
    Reply,
)
from .public import DecisionRecorded

SIGHT = {"unit", "classification"}


@after(Decision)
def let_it_happen(records: Sequence[Any], verb: str) -> None:
    """Opening a vote keeps who may vote; the signature does what the decision says, in the same transaction."""
    actor = acting()
    assert actor is not None
    for decision in records:
        if verb == "deliberate":
            actions.snapshot_voters(actor, decision)
        elif verb == "sign":
            actions.apply(actor, decision)
            announce(recorded(decision))


def recorded(decision: Decision) -> DecisionRecorded:
    """Return the event of a signed decision."""
    matter = decision.matter.code if decision.matter else ""
    return DecisionRecorded(
        decision.pk, decision.body_id, matter, decision.outcome, decision.kind_of, decision.object_id
    )


@after(Attendance, Recusal, Ballot)
def by_the_rules(records: Sequence[Any], verb: str) -> None:
    """Whichever way a person writes these (a page, the API, a file), the same rules hold."""
    actor = acting()
    if not isinstance(actor, Person) or verb not in ("add", "change", "import"):
        return
    for row in records:
        if isinstance(row, Ballot):
            actions.may_cast(actor, row.entitlement, row)
        elif isinstance(row, Attendance):
            actions.may_attend(actor, row)
        else:
            actions.may_recuse(actor, row)


@after(AgendaItem)
def follow_the_agenda(records: Sequence[Any], verb: str) -> None:
    """What goes off the agenda is no longer tabled; what is withdrawn is set aside."""
    for item in records:
        if verb in ("take_off", "withdraw"):
            for decision in item.decisions.filter(state="tabled"):
                take(actions.US, decision, "untable")


@after(Decision, Entitlement, Ballot, Reply)
def keep_what_was_decided(records: Sequence[Any], verb: str) -> None:
    """What a body has decided, and how it voted, is not removed."""
    if verb != "remove":
        return
    for one in records:
        decision = one if isinstance(one, Decision) else one.decision
        if isinstance(one, Ballot | Entitlement) or decision.state in FINAL:
            raise Refused(_("What a body decided, and how it voted, is kept."))


@after(Advice)
def show_the_fate(records: Sequence[Any], verb: str) -> None:
    """The opinion of a body shows what the decision made of it."""
    if verb != "dispose":
        return
    for advice in records:
        for opinion in Opinion.objects.filter(advice=advice):
            before = snapshot(opinion)
            opinion.disposition, opinion.disposition_reason = advice.disposition, advice.disposition_reason
            write(actions.US, opinion, "dispose", before, "", None)


@after(Meeting, AgendaItem, Decision)
def carry_sight(records: Sequence[Any], verb: str) -> None:
    """What hangs on a record is seen by those who may see it, also after it has moved."""
    for one in records:
        if not SIGHT & set(getattr(one, "was", {})):
            continue
        for model in (Attendance, Recusal, Entitlement, Ballot, Reply, Condition):
            parent: Any = model._meta.get_field(model.parent_field)
            if parent.related_model is type(one):
                for row in model.objects.filter(**{model.parent_field: one}):
                    before = snapshot(row)
                    row.unit_id, row.classification = one.unit_id, one.classification
                    write(actions.US, row, "change", before, "", None)


@after(Meeting, Decision, Ballot, Condition, ActionItem)
def tell_people(records: Sequence[Any], verb: str) -> None:
    for one in records:
        news.tell_of(one, verb)
