"""What a flow needs in the database: the state of a record, and the advice given on it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..base.models import Tracked
from .mandates import Facts


class Governed(models.Model):
    """Adds `state` to a record whose model names its `flow`."""

    flow: ClassVar[Any]

    state = models.CharField(_("state"), max_length=30, editable=False)
    state_since = models.DateTimeField(_("in this state since"), editable=False)

    class Meta:
        abstract = True

    def facts(self) -> Facts:
        """Return what mandates and thresholds compare; a model that has an amount or a programme says so here."""
        return Facts(unit=getattr(self, "unit", None))


class Stance(models.TextChoices):
    """What an adviser says."""

    SUPPORT = "support", _("In favour")
    CONDITIONS = "conditions", _("In favour with conditions")
    NEUTRAL = "neutral", _("No opinion")
    OPPOSE = "oppose", _("Against")


class Disposition(models.TextChoices):
    """What the decision made of an advice."""

    FOLLOWED = "followed", _("Followed")
    NOT_FOLLOWED = "not_followed", _("Not followed")
    OVERTAKEN = "overtaken", _("Overtaken by events")


class Advice(Tracked):
    """What an adviser thinks of a record, and what the decision made of it."""

    natural_key = ("id",)

    kind_of = models.CharField(_("register"), max_length=60)
    object_id = models.UUIDField(_("record"), db_index=True)
    adviser = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("adviser"), related_name="+")
    stance = models.CharField(_("stance"), max_length=12, choices=Stance)
    on_behalf = models.CharField(_("on behalf of"), max_length=200, blank=True)
    text = models.TextField(_("advice"))
    disposition = models.CharField(_("disposition"), max_length=12, choices=Disposition, blank=True)
    disposition_reason = models.TextField(_("reason"), blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("advice")
        verbose_name_plural = _("advice")

    def __str__(self) -> str:
        return f"{self.voice}: {self.get_stance_display()}"

    @property
    def voice(self) -> str:
        """Return whose advice it is: the body for which the adviser spoke, else the adviser."""
        return self.on_behalf or str(self.adviser)
