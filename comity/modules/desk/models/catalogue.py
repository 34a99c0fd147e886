"""Services, and what of them can be asked for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Tracked
from comity.kernel.base.plain import PlainField
from comity.kernel.flow.models import Governed
from comity.kernel.people.models import code_validator
from comity.kernel.tongues.text import TranslatedField

from ..flows import ServiceFlow
from ..questions import faults_of


class Area(models.TextChoices):
    """The shelves of the catalogue, in the words of those who ask."""

    COMMUNICATION = "communication", _("E-mail, telephone and meetings")
    WORKPLACE = "workplace", _("Computer, printing and office")
    ACCESS = "access", _("Account and access")
    APPLICATIONS = "applications", _("Applications and websites")
    FIELD = "field", _("Field connectivity")
    SECURITY = "security", _("Information security")
    PEOPLE = "people", _("Arriving, moving and leaving")
    FACILITIES = "facilities", _("Building and facilities")


class Service(Governed, Tracked):
    """What the organisation offers to its people, with an owner who answers for it."""

    flow = ServiceFlow
    unit_field = "unit"
    party_rights = {"owner": frozenset({"view"})}  # noqa: RUF012

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    description = TranslatedField(_("what it is"))
    area = models.CharField(_("area"), max_length=20, choices=Area, default=Area.WORKPLACE)
    owner = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("owner"), related_name="+", null=True, blank=True
    )
    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    extent = TranslatedField(_("extent"), blank=True, help_text=_("What belongs to the service."))
    limits = TranslatedField(_("limits"), blank=True, help_text=_("What does not belong to it."))

    class Meta(Tracked.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)


class OfferingKind(models.TextChoices):
    """Asking for something, or saying that something does not work."""

    REQUEST = "request", _("Request")
    REPORT = "report", _("Report of a problem")


class Level(models.IntegerChoices):
    """Impact and urgency, in plain words; 1 weighs most."""

    HIGH = 1, _("High")
    MEDIUM = 2, _("Medium")
    LOW = 3, _("Low")


def everybody() -> dict[str, Any]:
    return {"everybody": True}


class Offering(Tracked):
    """One thing that can be asked for, as its page in the catalogue says it."""

    unit_field = "unit"

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[code_validator])
    service = models.ForeignKey(Service, models.PROTECT, verbose_name=_("service"), related_name="offerings")
    name = TranslatedField(_("name"))
    kind = models.CharField(_("kind"), max_length=8, choices=OfferingKind, default=OfferingKind.REQUEST)
    what = TranslatedField(_("what it is"))
    for_whom = TranslatedField(_("for whom"), blank=True)
    cost = TranslatedField(_("cost"), blank=True)
    limits = TranslatedField(_("limits"), blank=True)
    audience = PlainField(
        _("who may ask"),
        default=everybody,
        shape="lists",
        help_text=_("everybody: true, or lines of codes: units: UNON, UNMIL and roles: staff."),
    )
    questions = models.JSONField(
        _("questions"),
        default=list,
        blank=True,
        help_text=_(
            'In order: [{"name": "model", "label": {"en": "Which model?"}, "type": "choice", '
            '"choices": [{"value": "light", "label": {"en": "Light"}}], "required": true}].'
        ),
    )
    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    group = models.ForeignKey(
        "desk.Group", models.PROTECT, verbose_name=_("handled by"), related_name="+", null=True, blank=True
    )
    impact = models.PositiveSmallIntegerField(_("usual impact"), choices=Level, default=Level.LOW)
    urgency = models.PositiveSmallIntegerField(_("usual urgency"), choices=Level, default=Level.LOW)
    active = models.BooleanField(_("can be asked for"), default=True)

    class Meta(Tracked.Meta):
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        if said := faults_of(self.questions):
            raise ValidationError({"questions": said})
        if not self._audience_is_sound():
            raise ValidationError({"audience": _("Say everybody, or list codes of units and roles.")})

    def _audience_is_sound(self) -> bool:
        wanted = self.audience
        if not isinstance(wanted, dict) or not wanted or set(wanted) - {"everybody", "units", "roles"}:
            return False
        lists = [wanted.get(name, []) for name in ("units", "roles")]
        return all(isinstance(one, list) and all(isinstance(code, str) for code in one) for one in lists)

    def may_be_asked_by(self, paths: tuple[str, ...], roles: frozenset[str]) -> bool:
        """Say whether somebody at these places in the unit tree, in these roles, belongs to the audience."""
        if self.audience.get("everybody"):
            return True
        units, named = self.audience.get("units", []), self.audience.get("roles", [])
        here = not units or any(f"/{code}/" in path for path in paths for code in units)
        return here and (not named or bool(roles & set(named)))
