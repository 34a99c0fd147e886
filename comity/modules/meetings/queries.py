"""What people and pages ask: what waits for whom, what was decided, who may vote and who has."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from comity.kernel.access.rules import visible_to
from comity.kernel.base.moment import now
from comity.kernel.flow.models import Advice
from comity.modules.governance import public as governance

from .models import FINAL, OPEN, AgendaItem, Ballot, Decision, Entitlement, Meeting

WAITING = ("awaiting", "scheduled")


def matter(code: str) -> Any:
    """Return the row of a matter; an unknown word is the caller's mistake."""
    related: Any = AgendaItem._meta.get_field("matter").related_model
    return related.objects.get(code=code)


def open_items(record: Any) -> "QuerySet[AgendaItem]":
    """Return what waits for a body about a record."""
    return AgendaItem.objects.filter(object_id=record.pk, state__in=WAITING)


def agenda_items(record: Any, person: Any = None, scope: Any = None) -> "QuerySet[AgendaItem]":
    """Return every item about a record, newest first; only what `person` may see, if one is named."""
    rows = AgendaItem.objects.filter(object_id=record.pk)
    if person is not None:
        rows = visible_to(person, rows, "view", scope)
    return rows.select_related("body", "meeting", "matter").order_by("-id")


def decisions_on(record: Any, person: Any = None, scope: Any = None) -> "QuerySet[Decision]":
    """Return the recorded decisions on a record, newest first; only what `person` may see, if one is named."""
    rows = Decision.objects.filter(object_id=record.pk, state__in=FINAL)
    if person is not None:
        rows = visible_to(person, rows, "view", scope)
    return rows.select_related("body", "matter").order_by("-signed_at", "-id")


def decision(pk: Any) -> Decision | None:
    """Return a decision by its key."""
    return Decision.objects.filter(pk=pk).select_related("body", "matter", "item", "meeting").first()


def entitlement(decision: Decision, person: Any) -> Entitlement | None:
    """Return the vote of a person on a decision."""
    return decision.entitlements.filter(person=person).first()


def advice_to_answer(decision: Decision) -> list[Advice]:
    """Return the advice on the record of a decision that no earlier decision has answered."""
    if decision.object_id is None:
        return []
    rows = Advice.objects.filter(object_id=decision.object_id).filter(
        Q(disposition="") | Q(pk__in=decision.replies.values("advice"))
    )
    return list(rows.select_related("adviser").order_by("id"))


def votes_of(person: Any) -> "QuerySet[Entitlement]":
    """Return the votes that a person may still cast."""
    return (
        Entitlement.objects.filter(caster=person, present=True, ballot=None, decision__state="deliberating")
        .exclude(decision__item__recusals__person=person)
        .exclude(decision__meeting__form="written", decision__meeting__deadline__lte=now())
        .select_related("decision__body", "decision__meeting", "person", "decision__item")
        .order_by("decision__meeting__deadline", "id")
    )


def to_sign(person: Any) -> "QuerySet[Decision]":
    """Return the decisions that wait for a person's signature as chair."""
    chaired = [body for body in governance.bodies_of(person) if governance.is_member(person, body, "chair")]
    mine = Q(meeting__chair=person) | Q(body__in=chaired, meeting__chair=None)
    return Decision.objects.filter(mine, state="taken").select_related("body", "meeting").order_by("id")


def meetings_of(person: Any, most: int = 6) -> list[Meeting]:
    """Return the next meetings of the bodies in which a person sits."""
    return list(
        Meeting.objects.filter(
            body__in=governance.bodies_of(person),
            state__in=("planned", "called", "open"),
        )
        .filter(Q(starts_at__gte=now() - timedelta(days=2)) | Q(deadline__gte=now() - timedelta(days=2)))
        .select_related("body")
        .order_by("starts_at", "id")[:most]
    )


def awaiting(body: Any) -> "QuerySet[AgendaItem]":
    """Return what waits for a meeting of a body, the oldest first."""
    return AgendaItem.objects.filter(body=body, state="awaiting").select_related("matter").order_by("id")


def on_agenda(meeting: Meeting) -> list[AgendaItem]:
    """Return the items of a meeting in their order."""
    return list(
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("matter", "requester")
        .order_by("place", "id")
    )


def underway(item: AgendaItem) -> Decision | None:
    """Return the decision on an item that is not signed yet."""
    return item.decisions.filter(state__in=(*OPEN, "taken")).order_by("-id").first()


def ballots_of(decision: Decision) -> list[Ballot]:
    """Return the votes with their voters."""
    return list(decision.ballots.select_related("entitlement__person", "cast_by").order_by("id"))


def matters_open(record: Any) -> list[str]:
    """Return the matters of the steps that lead on from a record's state and that bodies know."""
    if record.flow is None or not getattr(record, "state", ""):
        return []
    found = dict.fromkeys(
        step.matter for step in record.flow.leaving(record.state) if step.matter and step.outcome
    )
    related: Any = AgendaItem._meta.get_field("matter").related_model
    known = set(related.objects.filter(code__in=found).values_list("code", flat=True)) if found else set()
    return [code for code in found if code in known]
