"""Scoring models and their criteria, blind assessments, scenarios, and what the solver answered."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Classification, Record, Tracked
from comity.kernel.base.moment import now
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.models import Governed
from comity.kernel.people.models import code_validator
from comity.kernel.tongues.text import TranslatedField

from .flows import AssessmentFlow, ModelFlow, ScenarioFlow

MOST = 4  # the best score; 0 is none


class ScoringModel(Governed, Record):
    """By which criteria, with which weights, initiatives are compared; a body adopts it, then it is locked."""

    prefix = "SCO"
    flow = ModelFlow
    final_when = "OLD.state IN ('adopted', 'superseded', 'rejected')"  # scores rest on it
    final_free = ("state", "state_since")

    purpose = models.TextField(_("what it is for"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("scoring model")
        verbose_name_plural = _("scoring models")
        indexes = [models.Index(fields=["state", "id"])]

    def clean(self) -> None:
        """What is proposed is decided as it was proposed."""
        super().clean()
        if stays(self):
            raise ValidationError(_("This model is no draft any more, so it stays as it is."))


def stays(record: Governed) -> bool:
    """Say whether a record that is no draft would change without taking a step."""
    stored = type(record)._base_manager.filter(pk=record.pk).values_list("state", flat=True).first()
    return stored not in (None, "draft") and stored == record.state


class Criterion(Tracked):
    """What is looked at; its weight is what the swing from 0 to 4 is worth beside that of the others."""

    unit_field = "unit"
    natural_key = ("scoring_model", "code")

    scoring_model = models.ForeignKey(
        ScoringModel, models.PROTECT, verbose_name=_("scoring model"), related_name="criteria"
    )
    code = models.CharField(_("code"), max_length=30, validators=[code_validator])
    name = TranslatedField(_("name"))
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("What the step from the worst to the best is worth, beside the other criteria."),
    )
    none = TranslatedField(_("what 0 means"))
    half = TranslatedField(_("what 2 means"))
    full = TranslatedField(_("what 4 means"))
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", editable=False, blank=True
    )

    class Meta(Tracked.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [models.UniqueConstraint(fields=["scoring_model", "code"], name="one_criterion_a_code")]
        indexes = [models.Index(fields=["code"]), models.Index(fields=["weight"])]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def clean(self) -> None:
        """A criterion belongs where its model does, and changes only while that is a draft."""
        if self.scoring_model_id is None:
            return
        self.unit = self.scoring_model.unit
        if self.scoring_model.state != "draft":
            raise ValidationError(_("The criteria of a model change only while it is a draft."))


class Assessment(Governed, Tracked):
    """What one of two assessors thinks of an initiative. Strictly confidential until both have handed in.

    The classification does the sealing: lists, files, the API and the journal obey it without knowing why.
    """

    unit_field = "unit"
    natural_key = ("id",)
    label_field = "pk"
    flow = AssessmentFlow
    final_when = "OLD.state = 'opened'"  # both have read it
    party_rights = {"assessor": frozenset({"view", "add", "change", "work", "remove"})}  # noqa: RUF012

    scoring_model = models.ForeignKey(
        ScoringModel, models.PROTECT, verbose_name=_("scoring model"), related_name="assessments"
    )
    initiative = models.ForeignKey(
        "portfolio.Initiative", models.PROTECT, verbose_name=_("initiative"), related_name="+"
    )
    assessor = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("assessor"), related_name="+"
    )
    place = models.PositiveSmallIntegerField(
        _("first or second"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(2)],
        editable=False,
    )
    scores = models.JSONField(
        _("scores"), default=dict, blank=True, help_text=_("For each criterion a whole number from 0 to 4.")
    )
    remark = models.TextField(_("why"), blank=True)
    classification = models.PositiveSmallIntegerField(
        _("classification"),
        choices=Classification,
        default=Classification.STRICTLY_CONFIDENTIAL,
        editable=False,
    )
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", editable=False, blank=True
    )

    class Meta(Tracked.Meta):
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(fields=["scoring_model", "initiative", "assessor"], name="assessed_once"),
            models.UniqueConstraint(fields=["scoring_model", "initiative", "place"], name="two_assessors"),
            models.CheckConstraint(condition=models.Q(place__in=[1, 2]), name="first_or_second"),
        ]
        indexes = [models.Index(fields=["scoring_model", "state"])]

    def __str__(self) -> str:
        return f"{self.initiative} · {self.assessor}"

    def missing(self) -> list[str]:
        """Return the codes of the criteria without a score."""
        codes = self.scoring_model.criteria.order_by("code").values_list("code", flat=True)
        return [code for code in codes if code not in self.scores]

    def clean(self) -> None:
        super().clean()
        if self.initiative_id is None or self.scoring_model_id is None:
            return
        if stays(self):
            raise ValidationError(_("This assessment was handed in, so it stays as it is."))
        self.unit = self.initiative.unit
        self._take_a_place()
        self._check_scores()

    def _take_a_place(self) -> None:
        """Two assess; a third is one too many."""
        others = Assessment.objects.filter(scoring_model=self.scoring_model, initiative=self.initiative)
        taken = set(others.exclude(pk=self.pk).values_list("place", flat=True))
        if {1, 2} <= taken:
            raise ValidationError(_("Two assessors have taken this initiative already."))
        if self.place in taken:
            self.place = 2 if 1 in taken else 1

    def _check_scores(self) -> None:
        codes = set(self.scoring_model.criteria.values_list("code", flat=True))
        if not isinstance(self.scores, dict) or set(self.scores) - codes:
            raise ValidationError({"scores": _("Score the criteria of the model, and only these.")})
        if any(type(one) is not int or not 0 <= one <= MOST for one in self.scores.values()):
            raise ValidationError({"scores": _("A score is a whole number from 0 to 4.")})


class Instance(Record):
    """A question that came as a file, to be solved like any other."""

    prefix = "INS"
    untracked = ("problem", "names")

    source = models.CharField(_("source"), max_length=200, blank=True)
    sha256 = models.CharField(_("hash of the inputs"), max_length=64, editable=False, default="")
    count = models.PositiveIntegerField(_("investments"), default=0, editable=False)
    problem = models.JSONField(default=dict, editable=False)
    names = models.JSONField(default=dict, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("instance file")
        verbose_name_plural = _("instance files")


class Scenario(Governed, Record):
    """A question to the solver and its answer; it advises, it never decides."""

    prefix = "SCN"
    flow = ScenarioFlow
    untracked = ("job",)

    scoring_model = models.ForeignKey(
        ScoringModel, models.PROTECT, verbose_name=_("scoring model"), related_name="+", null=True, blank=True
    )
    instance = models.ForeignKey(
        Instance, models.PROTECT, verbose_name=_("instance file"), related_name="+", null=True, blank=True
    )
    wish = models.JSONField(_("limits"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    sha256 = models.CharField(_("hash of the inputs"), max_length=64, editable=False, default="", blank=True)
    solver = models.CharField(_("solver"), max_length=60, editable=False, default="", blank=True)
    value = models.DecimalField(
        _("value (points)"), max_digits=14, decimal_places=3, null=True, blank=True, editable=False
    )
    bound = models.DecimalField(
        _("proved bound (points)"), max_digits=14, decimal_places=3, null=True, blank=True, editable=False
    )
    proof_gap = models.DecimalField(
        _("proof gap"), max_digits=9, decimal_places=6, null=True, blank=True, editable=False
    )
    cost = MoneyField(_("cost (USD)"), null=True, blank=True, editable=False)
    chosen = models.PositiveIntegerField(_("chosen"), null=True, blank=True, editable=False)
    solved_at = models.DateTimeField(_("solved"), null=True, blank=True, editable=False)
    job = models.UUIDField(null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        indexes = [models.Index(fields=["state", "id"]), models.Index(fields=["unit", "id"])]

    def clean(self) -> None:
        from .wish import Wish

        super().clean()
        try:
            self.wish = Wish.from_json(self.wish).to_json()
        except ValueError as error:
            raise ValidationError({"wish": str(error)}) from error

    @property
    def percent(self) -> Decimal | None:
        """Return the proof gap in per cent."""
        return None if self.proof_gap is None else self.proof_gap * 100


class Solution(models.Model):
    """What the solver answered to a question, by its hash: derived, so neither in the journal nor a register.

    Only who may build the same question finds it.
    """

    key = models.CharField(max_length=100, primary_key=True)
    problem = models.JSONField()
    answer = models.JSONField()
    at = models.DateTimeField(default=now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key

    @property
    def result(self) -> Any:
        """Return the answer of the solver."""
        from .exact.solve import result_from

        return result_from(self.answer["result"])
