"""Norms, their versions, and exceptions from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record, Tracked
from comity.kernel.flow.models import Governed
from comity.kernel.people.models import code_validator
from comity.kernel.tongues.text import TranslatedField

from .flows import ExceptionFlow, VersionFlow


class NormKind(models.TextChoices):
    """What binds how much."""

    POLICY = "policy", _("Policy")
    STANDARD = "standard", _("Standard")
    GUIDELINE = "guideline", _("Guideline")
    PROCEDURE = "procedure", _("Procedure")


class Norm(Tracked):
    """A policy or standard as people cite it; its text is in its versions."""

    unit_field = "unit"
    label_field = "name"

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    kind = models.CharField(_("kind"), max_length=12, choices=NormKind)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("responsible unit"), related_name="+"
    )
    purpose = TranslatedField(_("what it is for"), blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("norm")
        verbose_name_plural = _("norms")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


class Version(Governed, Record):
    """One text of a norm, from draft to the day another takes its place."""

    prefix = "NRM"
    flow = VersionFlow

    norm = models.ForeignKey(Norm, models.PROTECT, verbose_name=_("norm"), related_name="versions")
    text = TranslatedField(_("text"))
    effective_from = models.DateField(_("effective from"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("version of a norm")
        verbose_name_plural = _("versions of norms")
        indexes = [models.Index(fields=["norm", "state"])]


class Exemption(Governed, Record):
    """Leave not to follow a norm, for a reason, until a date."""

    prefix = "EXC"
    flow = ExceptionFlow
    party_rights = {"requester": frozenset({"view", "propose", "change"})}  # noqa: RUF012

    norm = models.ForeignKey(Norm, models.PROTECT, verbose_name=_("norm"), related_name="exceptions")
    requester = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("requester"), related_name="+"
    )
    scope = models.TextField(_("what it covers"))
    justification = models.TextField(_("why the norm cannot be followed"))
    measures = models.TextField(_("what is done instead"))
    assessment = models.TextField(_("assessment"), blank=True)
    assessor = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("assessor"), related_name="+", null=True, blank=True
    )
    granted_until = models.DateField(_("granted until"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        indexes = [
            models.Index(fields=["state", "id"]),
            models.Index(fields=["unit", "id"]),
            models.Index(fields=["requester"]),
        ]
