"""Initiatives, what they serve, and how they belong together."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.kernel.base.models import Record
from comity.kernel.flow.mandates import Facts
from comity.kernel.flow.models import Governed
from comity.kernel.people.models import code_validator

from ..flows import InitiativeFlow
from .part import Part
from .words import Category, LinkKind, Size, TimeFrame

MERGES = ("proposed", "rationalised")
"""In these an initiative may still be merged into another."""


class Initiative(Governed, Record):
    """A need for ICT that somebody sponsors, from the first idea to its benefits."""

    prefix = "INI"
    natural_key = ("code",)
    flow = InitiativeFlow
    party_rights = {"sponsor": frozenset({"view", "propose", "change"})}  # noqa: RUF012
    WRITTEN = InitiativeFlow.open_states()

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    programme = models.ForeignKey(
        "governance.Programme", models.PROTECT, verbose_name=_("programme"), related_name="+"
    )
    sponsor = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("sponsor"), related_name="+")
    need = models.TextField(_("need"))
    gain = models.TextField(_("what is gained"), blank=True)
    category = models.CharField(
        pgettext_lazy("of an initiative", "class"), max_length=12, choices=Category, default=Category.GROWTH
    )
    size = models.CharField(_("size"), max_length=8, choices=Size, default=Size.MEDIUM)
    time_frame = models.CharField(_("time frame"), max_length=12, choices=TimeFrame, default=TimeFrame.NEAR)
    begins = models.DateField(_("begins"), null=True, blank=True)
    finishes = models.DateField(_("finishes"), null=True, blank=True)
    capability = models.CharField(
        _("capability"), max_length=120, blank=True, help_text=_("What the organisation will be able to do.")
    )
    systems = models.CharField(
        _("systems"),
        max_length=250,
        blank=True,
        help_text=_("Systems that it changes, with commas between them."),
    )
    merge_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("to be merged into"),
        related_name="merged",
        null=True,
        blank=True,
    )
    merger = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("decision to merge"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    inclusion = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("decision on the portfolio"), related_name="+", null=True,
        blank=True, editable=False,
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="merged") | models.Q(merge_into__isnull=False),
                name="portfolio_merged_into_another",
            )
        ]
        indexes = [
            models.Index(fields=["state", "id"]),
            models.Index(fields=["programme", "state"]),
            models.Index(fields=["unit", "id"]),
            models.Index(fields=["sponsor"]),
            models.Index(fields=["title", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def facts(self) -> Facts:
        """An initiative costs and risks what its latest case says.

        While it is to be merged into one of another programme it is the matter of neither programme alone.
        """
        from .cases import Case

        case = Case.objects.filter(initiative=self).order_by("-number").first()
        known = case.facts() if case else Facts()
        other = self.merge_into if self.state in MERGES else None
        alone = other is None or other.programme_id == self.programme_id
        return Facts(self.unit, self.programme_id if alone else None, known.amount, known.risk)

    def clean(self) -> None:
        super().clean()
        if self.begins and self.finishes and self.finishes < self.begins:
            raise ValidationError({"finishes": _("The last day comes before the first.")})
        if self.merge_into_id and self.merge_into_id == self.pk:
            raise ValidationError({"merge_into": _("An initiative is not merged into itself.")})

    def too_late(self) -> str | Promise:
        """Say why nothing more is written here."""
        return _("This initiative is closed, so nothing of it is changed.")

    @property
    def system_words(self) -> list[str]:
        """Return the systems that it changes, one by one."""
        return [word.strip() for word in self.systems.split(",") if word.strip()]


class Aim(Part):
    """What an initiative serves: an institutional driver, a goal or a key result; exactly one a row."""

    within = "initiative"
    label_field = "pk"

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, verbose_name=_("initiative"), related_name="aims"
    )
    driver = models.ForeignKey(
        "results.Driver",
        models.PROTECT,
        verbose_name=_("institutional driver"),
        related_name="+",
        null=True,
        blank=True,
    )
    goal = models.ForeignKey(
        "results.Goal", models.PROTECT, verbose_name=_("goal"), related_name="+", null=True, blank=True
    )
    key_result = models.ForeignKey(
        "results.KeyResult",
        models.PROTECT,
        verbose_name=_("key result"),
        related_name="+",
        null=True,
        blank=True,
    )
    how = models.TextField(_("how it contributes"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("aim of an initiative")
        verbose_name_plural = _("aims of initiatives")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "driver"], name="portfolio_aim_driver"),
            models.UniqueConstraint(fields=["initiative", "goal"], name="portfolio_aim_goal"),
            models.UniqueConstraint(fields=["initiative", "key_result"], name="portfolio_aim_key_result"),
        ]

    def __str__(self) -> str:
        return str(self.served or self.initiative)

    @property
    def served(self) -> Any:
        """Return what is served."""
        return self.key_result or self.goal or self.driver

    def clean(self) -> None:
        super().clean()
        if sum(bool(one) for one in (self.driver_id, self.goal_id, self.key_result_id)) != 1:
            raise ValidationError(_("Name one driver, one goal or one key result."))


class InitiativeLink(Part):
    """How one initiative stands to another."""

    within = "initiative"
    label_field = "pk"

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, verbose_name=_("initiative"), related_name="ties"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=LinkKind)
    other = models.ForeignKey(
        Initiative, models.PROTECT, verbose_name=_("other initiative"), related_name="tied"
    )
    note = models.TextField(_("note"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("link of initiatives")
        verbose_name_plural = _("links of initiatives")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "kind", "other"], name="portfolio_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other}"

    def clean(self) -> None:
        super().clean()
        if self.initiative_id and self.initiative_id == self.other_id:
            raise ValidationError({"other": _("An initiative is not linked to itself.")})
