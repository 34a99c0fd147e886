"""What strategies say: why, what for, and by which results one would know."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Tracked
from comity.kernel.people.models import code_validator
from comity.kernel.tongues.text import TranslatedField


class Strategy(Tracked):
    """A strategy of the Organization, for the years it was endorsed for."""

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    source = models.CharField(_("source"), max_length=200)
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"), null=True, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)


class DriverKind(models.TextChoices):
    """Whether the need comes from the work or from technology."""

    INSTITUTIONAL = "institutional", _("Institutional")
    TECHNOLOGICAL = "technological", _("Technological")


class Driver(Tracked):
    """Why something is needed: initiatives answer to it."""

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    kind = models.CharField(_("kind"), max_length=14, choices=DriverKind)
    strategy = models.ForeignKey(Strategy, models.PROTECT, verbose_name=_("strategy"), related_name="drivers")
    text = TranslatedField(_("what it says"), blank=True)
    cite = models.CharField(_("paragraph"), max_length=120, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("driver")
        verbose_name_plural = _("drivers")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


class Goal(Tracked):
    """What a strategy wants to reach (2022 calls it an outcome)."""

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    strategy = models.ForeignKey(Strategy, models.PROTECT, verbose_name=_("strategy"), related_name="goals")
    cite = models.CharField(_("paragraph"), max_length=120, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


class KeyResult(Tracked):
    """By what one would know that a goal is reached; `place` is its order within the goal."""

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[code_validator])
    name = TranslatedField(_("key result"))
    goal = models.ForeignKey(Goal, models.PROTECT, verbose_name=_("goal"), related_name="key_results")
    place = models.PositiveSmallIntegerField(_("place"), default=1)
    cite = models.CharField(_("paragraph"), max_length=120, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("key result")
        verbose_name_plural = _("key results")
        ordering = ("goal", "place")
        indexes = [models.Index(fields=["place"])]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"
