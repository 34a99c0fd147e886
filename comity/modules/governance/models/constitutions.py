"""Programmes, matters, and the constitutions under which bodies and mandates stand."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.kernel.base.models import Tracked
from comity.kernel.base.moment import now
from comity.kernel.flow.models import Governed
from comity.kernel.people.models import Dated, code_validator
from comity.kernel.tongues.text import TranslatedField

from ..flows import ConstitutionFlow


class Right(models.TextChoices):
    """What a mandate lets a body do (A/62/793 para 25(b)): review and endorsement are gates, advice binds nobody."""

    DECIDE = "decide", pgettext_lazy("right of a body", "Decide")
    ENDORSE = "endorse", pgettext_lazy("right of a body", "Endorse")
    REVIEW = "review", pgettext_lazy("right of a body", "Review")
    ADVISE = "advise", pgettext_lazy("right of a body", "Advise")


class Programme(Dated, Tracked):
    """A strategic programme: its investments have one steering committee (A/62/793 paras 20, 27(b))."""

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    purpose = TranslatedField(_("what it is for"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)


class Matter(Tracked):
    """What is decided about; steps of records name it by its code. `act` is the right that takes it."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    act = models.CharField(_("act"), max_length=8, choices=Right, default=Right.DECIDE)
    place = models.PositiveSmallIntegerField(_("place in lists"), default=50, db_index=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ("place", "code")

    def __str__(self) -> str:
        return str(self.name)


class Constitution(Governed, Dated, Tracked):
    """A set of bodies and mandates that stands from a day on; decisions stay readable under that of their day."""

    flow = ConstitutionFlow

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    purpose = TranslatedField(_("what it is for"), blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta(Tracked.Meta):
        verbose_name = _("constitution")
        verbose_name_plural = _("constitutions")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        if self.state and self.state != "prepared" and not self.starts:
            raise ValidationError({"starts": _("Say from which day on it stands.")})

    @classmethod
    def standing(cls, day: date | None = None) -> "models.QuerySet[Constitution]":
        """Return what stands on a day: adopted then, and not yet replaced."""
        return cls.objects.exclude(state="prepared").filter(cls.current(day or now().date()))
