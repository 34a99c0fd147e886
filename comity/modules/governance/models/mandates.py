"""Mandates, and the accountability framework that says who decides what where."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Tracked
from comity.kernel.people.models import Dated, code_validator
from comity.kernel.tongues.text import TranslatedField

from .bodies import Body
from .constitutions import Constitution, Matter, Right
from .overlap import overlapping
from .scope import Scoped


class Mandate(Scoped, Dated, Tracked):
    """What a body may do in a matter, how far and on which ground. Ending it changes no earlier decision."""

    unit_field = "unit"
    label_field = "code"

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="mandates")
    matter = models.ForeignKey(Matter, models.PROTECT, verbose_name=_("matter"), related_name="mandates")
    right = models.CharField(_("right"), max_length=8, choices=Right)
    constitution = models.ForeignKey(
        Constitution, models.PROTECT, verbose_name=_("constitution"), null=True, blank=True, related_name="mandates",
        help_text=_("Empty: under every constitution."),
    )  # fmt: skip
    source = models.CharField(
        _("source"), max_length=200, help_text=_("The decision or paragraph it comes from.")
    )
    note = TranslatedField(_("note"), blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        indexes = [models.Index(fields=["matter", "right"]), models.Index(fields=["body", "right"])]

    def __str__(self) -> str:
        return f"{self.code} · {self.body.code} · {self.get_right_display()} · {self.matter.code}"

    SAME = (
        "body", "matter", "right", "constitution", "unit", "below", "programme", "amount_from", "amount_to",
        "risk_from", "risk_to",
    )  # fmt: skip

    def clean(self) -> None:
        super().clean()
        if self.body_id and self.matter_id and (other := overlapping(self, self.SAME)):
            raise ValidationError(
                _("The same mandate holds on some of these days already: %(mandate)s.")
                % {"mandate": other.code}
            )


class Mode(models.TextChoices):
    """Where a matter is decided: central control, operational freedom, or between (A/77/489 para 30)."""

    CENTRAL = "central", _("Central")
    SHARED = "shared", _("Shared")
    LOCAL = "local", _("Local")


class Accountability(Scoped, Dated, Tracked):
    """A rule of the accountability framework: which body decides a matter here, after whose review and endorsement."""

    unit_field = "unit"
    label_field = "code"

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    matter = models.ForeignKey(Matter, models.PROTECT, verbose_name=_("matter"), related_name="rules")
    mode = models.CharField(_("mode"), max_length=8, choices=Mode)
    decider = models.ForeignKey(Body, models.PROTECT, verbose_name=_("decided by"), related_name="+")
    reviewer = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("reviewed by"), null=True, blank=True, related_name="+"
    )
    endorser = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("endorsed by"), null=True, blank=True, related_name="+"
    )
    constitution = models.ForeignKey(
        Constitution, models.PROTECT, verbose_name=_("constitution"), null=True, blank=True, related_name="rules",
        help_text=_("Empty: under every constitution."),
    )  # fmt: skip
    source = models.CharField(
        _("source"), max_length=200, help_text=_("The decision or paragraph it comes from.")
    )
    note = TranslatedField(_("note"), blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("rule of accountability")
        verbose_name_plural = _("accountability framework")
        indexes = [models.Index(fields=["matter", "mode"])]

    def __str__(self) -> str:
        return f"{self.code} · {self.matter.code} · {self.get_mode_display()} · {self.decider.code}"

    SAME = (
        "matter",
        "constitution",
        "unit",
        "below",
        "programme",
        "amount_from",
        "amount_to",
        "risk_from",
        "risk_to",
    )

    def clean(self) -> None:
        super().clean()
        if self.matter_id and (other := overlapping(self, self.SAME)):
            raise ValidationError(
                _("Another rule says who decides this on some of these days: %(rule)s.")
                % {"rule": other.code}
            )
