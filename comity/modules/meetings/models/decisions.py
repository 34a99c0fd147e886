"""Decisions, who could vote on them, the votes, what was made of the advice, and their conditions."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record
from comity.kernel.flow.models import Disposition, Governed, Stance
from comity.modules.governance.public import Voting

from .. import seats
from ..counting import Tally
from ..flows import ConditionFlow, DecisionFlow
from ..subjects import step_for, subject_of
from .base import Hanging
from .meetings import AgendaItem, Meeting
from .words import STANCES, Choice, Method, Nature, Outcome

SIGNED = (
    "EXISTS (SELECT 1 FROM meetings_decision d WHERE d.id = OLD.decision_id AND d.state IN "
    "('recorded', 'in_effect', 'superseded', 'revoked', 'lapsed'))"
)
OPEN = ("prepared", "tabled", "deliberating")
FINAL = ("recorded", "in_effect", "superseded", "revoked", "lapsed")
FREE = ("state", "state_since", "public", "unit", "classification")


class Decision(Governed, Record):
    """What a body decides (or, where it only advises, thinks) on an item; recorded, it keeps what it says."""

    prefix = "DEC"
    flow = DecisionFlow
    final_when = f"OLD.state IN {FINAL}"
    final_free = FREE

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, verbose_name=_("agenda item"), related_name="decisions"
    )
    body = models.ForeignKey(
        "governance.Body", models.PROTECT, verbose_name=_("body"), related_name="+", editable=False
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="decisions", null=True, blank=True, editable=False
    )  # fmt: skip
    matter = models.ForeignKey(
        "governance.Matter", models.PROTECT, verbose_name=_("matter"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    kind_of = models.CharField(_("register"), max_length=60, blank=True, editable=False)
    object_id = models.UUIDField(_("record"), null=True, blank=True, editable=False)
    object_version = models.PositiveIntegerField(
        _("version of the record"), null=True, blank=True, editable=False
    )
    nature = models.CharField(
        _("nature"), max_length=10, choices=Nature, default=Nature.DECISION, editable=False
    )
    proposed = models.CharField(_("proposed outcome"), max_length=12, choices=Outcome, blank=True)
    method = models.CharField(
        _("how it is reached"), max_length=12, choices=Method, default=Method.VOTE, blank=True
    )
    rule = models.CharField(_("voting rule"), max_length=20, choices=Voting, blank=True, editable=False)
    quorum_needed = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    text = models.TextField(_("text of the decision"), blank=True)
    dissent = models.TextField(_("dissenting views"), blank=True)
    step = models.CharField(_("step that it takes"), max_length=40, blank=True, editable=False)
    effective_from = models.DateField(_("in effect from"), null=True, blank=True)
    effective_at = models.DateTimeField(_("comes into effect"), null=True, blank=True, editable=False)
    review_on = models.DateField(_("review on"), null=True, blank=True)
    refer_to = models.ForeignKey(
        "governance.Body",
        models.PROTECT,
        verbose_name=_("referred to"),
        related_name="+",
        null=True,
        blank=True,
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("replaces the decision"), related_name="replaced_by", null=True, blank=True
    )  # fmt: skip
    revokes = models.BooleanField(
        _("revokes it without replacing it"),
        default=False,
        help_text=_("The decision named above is revoked."),
    )
    public = models.BooleanField(_("public"), default=False, editable=False)
    signed_by = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("signed by"), related_name="+", null=True, blank=True, editable=False
    )  # fmt: skip
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            models.Index(fields=["object_id"]),
            models.Index(fields=["item"]),
            models.Index(fields=["body", "state"]),
            models.Index(fields=["state", "id"]),
            models.Index(fields=["unit", "id"]),
            models.Index(fields=["public", "signed_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=(*OPEN, "set_aside")) | ~models.Q(outcome=""),
                name="meetings_decision_has_its_outcome",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=FINAL) | models.Q(signed_at__isnull=False),
                name="meetings_decision_is_signed",
            ),
        ]

    def clean_fields(self, exclude: Any = None) -> None:
        if self.item_id is not None and not self.object_version:
            item = self.item
            self.body, self.meeting, self.matter = item.body, item.meeting, item.matter
            self.kind_of, self.object_id = item.kind_of, item.object_id
        super().clean_fields(exclude)

    def clean(self) -> None:
        super().clean()
        before: dict[str, Any] | None = type(self)._base_manager.filter(pk=self.pk).values().first()  # type: ignore[assignment]
        if before and before["state"] in FINAL:
            free = {"entry_id", "version", "changed_at", "id", *FREE}
            for field in self._meta.local_concrete_fields:
                if field.name not in free and getattr(self, field.attname) != before[field.attname]:
                    raise ValidationError(
                        _("A recorded decision keeps what it says; a correction is a new decision.")
                    )
        if self.replaces_id and self.replaces_id == self.pk:
            raise ValidationError({"replaces": _("A decision does not replace itself.")})
        if self.revokes and not self.replaces_id:
            raise ValidationError({"replaces": _("Say which decision is revoked.")})

    @property
    def verdict(self) -> Any:
        """Return the outcome in words; of a body that advises, its stance."""
        said = self.outcome or self.proposed
        if said and self.nature == Nature.OPINION:
            return Stance(STANCES[said]).label
        return Outcome(said).label if said else ""

    def tally(self) -> Tally:
        """Return the weights of the vote: what was cast, by those present, of those entitled."""
        said = dict.fromkeys(Choice.values, 0)
        for choice, weight in self.ballots.values_list("choice", "weight"):
            said[choice] += weight
        rows = list(self.entitlements.values_list("weight", "present"))
        return Tally(
            said["yes"], said["no"], said["abstain"],
            sum(weight for weight, present in rows if present), sum(weight for weight, _present in rows),
        )  # fmt: skip

    def is_carried(self) -> bool:
        """Say whether what is proposed is carried, by the rule of the body on the day it was tabled."""
        rule = "consensus" if self.method == Method.CONSENSUS else self.rule
        chair = self.ballots.filter(entitlement__capacity="chair").values_list("choice", flat=True).first()
        return seats.carried(rule, self.tally(), chair or "", self.body.chair_breaks_ties)

    def step_to_take(self) -> str:
        """Return the name of the step of the record that the outcome takes; empty when it takes none."""
        subject = subject_of(self)
        if subject is None or self.matter is None or self.nature != Nature.DECISION:
            return ""
        step = step_for(subject, self.matter.code, self.outcome)
        return step.name if step else ""

    def covers(self, record: Any, step: Any) -> bool:
        """Say whether this decision is the authority for a step: the same record, matter and outcome, and signed."""
        return (
            self.state in FINAL[:2]
            and self.nature == Nature.DECISION
            and self.object_id == record.pk
            and self.kind_of == record.kind_name()
            and self.matter is not None
            and self.matter.code == step.matter
            and self.step == step.name
        )


class Entitlement(Hanging):
    """That somebody could vote on a decision, with which weight, and who could cast it; as it was at the opening."""

    natural_key = ("decision", "person")
    label_field = "weight"
    party_rights = {"person": frozenset({"view"}), "caster": frozenset({"view"})}  # noqa: RUF012
    final_when = "TRUE"
    final_free = ("unit", "classification")

    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("decision"), related_name="entitlements", editable=False
    )
    person = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("person"), related_name="+", editable=False
    )
    caster = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("vote cast by"), related_name="+", editable=False
    )
    capacity = models.CharField(_("capacity"), max_length=12, editable=False)
    weight = models.PositiveSmallIntegerField(_("votes"), default=1, editable=False)
    present = models.BooleanField(_("present"), default=True, editable=False)

    class Meta(Hanging.Meta):
        verbose_name = _("entitlement to vote")
        verbose_name_plural = _("entitlements to vote")
        constraints = [
            models.UniqueConstraint(fields=["decision", "person"], name="meetings_entitled_once"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="meetings_entitled_weight"),
        ]
        indexes = [models.Index(fields=["caster"])]

    def __str__(self) -> str:
        return f"{self.person} ({self.weight})"


class Ballot(Hanging):
    """A vote, cast once and kept."""

    natural_key = ("entitlement",)
    label_field = "choice"
    party_rights = {"cast_by": frozenset({"view"})}  # noqa: RUF012
    final_when = "TRUE"
    final_free = ("unit", "classification")

    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("decision"), related_name="ballots", editable=False
    )
    entitlement = models.OneToOneField(
        Entitlement, models.PROTECT, verbose_name=_("entitlement to vote"), related_name="ballot"
    )  # fmt: skip
    choice = models.CharField(_("vote"), max_length=8, choices=Choice)
    weight = models.PositiveSmallIntegerField(_("votes"), default=1, editable=False)
    cast_by = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("vote cast by"), related_name="+", editable=False
    )
    statement = models.TextField(_("explanation of vote"), blank=True)

    class Meta(Hanging.Meta):
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")

    def clean_fields(self, exclude: Any = None) -> None:
        if self.entitlement_id is not None and self._state.adding:
            right = self.entitlement
            self.decision, self.weight, self.cast_by = right.decision, right.weight, right.caster
        super().clean_fields(exclude)

    def clean(self) -> None:
        super().clean()
        before = (
            type(self)
            ._base_manager.filter(pk=self.pk)
            .values_list("entitlement", "choice", "statement")
            .first()
        )
        if before is not None and before != (self.entitlement_id, self.choice, self.statement):
            raise ValidationError(_("This vote has been cast already; a ballot is not changed."))

    def __str__(self) -> str:
        return f"{self.entitlement.person}: {self.get_choice_display()}"


class Reply(Hanging):
    """What a decision makes of an advice; it is applied when the chair signs."""

    natural_key = ("decision", "advice")
    label_field = "disposition"
    final_when = SIGNED
    final_free = ("unit", "classification")

    decision = models.ForeignKey(Decision, models.PROTECT, verbose_name=_("decision"), related_name="replies")
    advice = models.ForeignKey("flow.Advice", models.PROTECT, verbose_name=_("advice"), related_name="+")
    disposition = models.CharField(_("disposition"), max_length=12, choices=Disposition)
    why = models.TextField(_("reason"), blank=True)

    class Meta(Hanging.Meta):
        verbose_name = _("answer to advice")
        verbose_name_plural = _("answers to advice")
        constraints = [models.UniqueConstraint(fields=["decision", "advice"], name="meetings_reply_once")]

    def __str__(self) -> str:
        return str(self.get_disposition_display())

    def clean(self) -> None:
        super().clean()
        if self.decision_id and self.decision.state not in (*OPEN, "taken"):
            raise ValidationError(_("The decision is signed; what it made of the advice stays."))
        if self.disposition == Disposition.NOT_FOLLOWED and not self.why.strip():
            raise ValidationError({"why": _("Say why an advice was not followed.")})


class Condition(Governed, Hanging):
    """What must be true by a day for a decision to hold."""

    flow = ConditionFlow
    label_field = "text"
    final_when = SIGNED
    final_free = ("state", "state_since", "evidence", "unit", "classification")

    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("decision"), related_name="conditions"
    )
    text = models.CharField(_("condition"), max_length=500)
    due = models.DateField(_("due"))
    due_at = models.DateTimeField(_("falls due"), null=True, blank=True, editable=False)
    owner = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=_("who sees to it"),
        related_name="+",
        null=True,
        blank=True,
    )
    evidence = models.TextField(
        _("evidence"), blank=True, help_text=_("By what everyone can see that it is met.")
    )

    class Meta(Hanging.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        indexes = [models.Index(fields=["due", "id"]), models.Index(fields=["state", "id"])]

    @property
    def body(self) -> Any:
        return self.decision.body

    def __str__(self) -> str:
        return self.text

    def clean_fields(self, exclude: Any = None) -> None:
        if isinstance(self.due, date):
            self.due_at = datetime.combine(self.due, time.max, UTC)
        super().clean_fields(exclude)

    def clean(self) -> None:
        super().clean()
        if not self.decision_id or self.decision.state in (*OPEN, "taken"):
            return
        before = type(self)._base_manager.filter(pk=self.pk).values_list("text", "due", "owner_id").first()
        if before != (self.text, self.due, self.owner_id):
            raise ValidationError(_("The decision is signed; a new condition takes a new decision."))
