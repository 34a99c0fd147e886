"""Who works where: units, duty stations, persons, roles, appointments."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..base.models import Tracked
from ..base.moment import now
from ..tongues.text import TranslatedField

code_validator = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9.+_-]*$", _("Use letters, digits, dots and hyphens only.")
)


def zone_validator(value: str) -> None:
    """Refuse what is not a name of the IANA time zone database."""
    if value not in available_timezones():
        raise ValidationError(
            _("%(value)s is not a time zone of the IANA database."), params={"value": value}
        )


class Dated(models.Model):
    """Something that holds from a day, until a day (both included) or for ever."""

    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def current(day: date | None = None, prefix: str = "") -> models.Q:
        """Return the condition that a row holds on `day` (UTC today by default)."""
        day = day or now().date()
        starts = models.Q(**{f"{prefix}starts__isnull": True}) | models.Q(**{f"{prefix}starts__lte": day})
        return starts & (
            models.Q(**{f"{prefix}ends__isnull": True}) | models.Q(**{f"{prefix}ends__gte": day})
        )

    def clean(self) -> None:
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The last day comes before the first.")})


class DutyStation(Tracked):
    """A place where people work, with its time zone."""

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters, ISO 3166-1 alpha-2."))
    zone = models.CharField(_("time zone"), max_length=60, validators=[zone_validator])
    latitude = models.FloatField(_("latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(
        _("longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    class Meta(Tracked.Meta):
        verbose_name = _("duty station")
        verbose_name_plural = _("duty stations")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)


class UnitKind(models.TextChoices):
    """What a unit is; the words of figure 4 of A/62/793 and of ST/SGB on organisation."""

    ORGANISATION = "organisation", pgettext_lazy("kind of unit", "Organisation")
    DEPARTMENT = "department", pgettext_lazy("kind of unit", "Department")
    OFFICE = "office", pgettext_lazy("kind of unit", "Office")
    MISSION = "mission", pgettext_lazy("kind of unit", "Mission")
    COMMISSION = "commission", pgettext_lazy("kind of unit", "Commission")
    TRIBUNAL = "tribunal", pgettext_lazy("kind of unit", "Tribunal")
    DIVISION = "division", pgettext_lazy("kind of unit", "Division")
    SERVICE = "service", pgettext_lazy("kind of unit", "Service")
    SECTION = "section", pgettext_lazy("kind of unit", "Section")
    UNIT = "unit", pgettext_lazy("kind of unit", "Unit")
    GROUP = "group", pgettext_lazy("kind of unit", "Group")


class Unit(Dated, Tracked):
    """A part of the organisation. `path` holds the codes from the root: /UN/DM/OICT/."""

    unit_field = "self"

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="parts"
    )
    function = models.CharField(
        _("function"), max_length=20, blank=True, db_index=True,
        help_text=_("What the unit works on, where counts go by it: ict, for example."),
    )  # fmt: skip
    path = models.CharField(max_length=250, unique=True, editable=False)
    station = models.ForeignKey(
        DutyStation,
        models.PROTECT,
        verbose_name=_("duty station"),
        null=True,
        blank=True,
        related_name="units",
    )

    class Meta(Tracked.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("path",)

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def clean(self) -> None:
        super().clean()
        if self.parent and self.path and self.parent.path.startswith(self.path):
            raise ValidationError({"parent": _("A unit cannot be part of itself.")})
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"


class Person(Tracked):
    """Somebody who works here or is served. People choose how they are named."""

    code = models.CharField(_("index number"), max_length=20, unique=True, validators=[code_validator])
    name = models.CharField(_("name"), max_length=120, help_text=_("As the person wishes to be named."))
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    station = models.ForeignKey(
        DutyStation,
        models.PROTECT,
        verbose_name=_("duty station"),
        null=True,
        blank=True,
        related_name="persons",
    )
    synthetic = models.BooleanField(_("synthetic"), default=False, help_text=_("Made for a demonstration."))

    class Meta(Tracked.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        indexes = [models.Index(fields=["name", "id"]), models.Index(fields=["email"])]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> str:
        """Name the time zone of the person's duty station."""
        return self.station.zone if self.station else "UTC"


class Role(Tracked):
    """A standing function; the rights it carries are grants."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    purpose = TranslatedField(_("what it is for"), blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)


class Appointment(Dated, Tracked):
    """A person's place in a unit, in a role, from a day until a day."""

    unit_field = "unit"
    party_rights = {"person": frozenset({"view"})}  # noqa: RUF012
    natural_key = ("person", "unit", "role", "starts")

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("unit"), related_name="appointments")
    role = models.ForeignKey(Role, models.PROTECT, verbose_name=_("role"), related_name="appointments")
    category = models.CharField(_("category"), max_length=12, blank=True)
    title = models.CharField(_("functional title"), max_length=120, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [models.Index(fields=["unit", "role"]), models.Index(fields=["category", "unit"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.role} · {self.unit.code}"


def homes_of(person: Person) -> Any:
    """Return the current appointments of a person, with unit and role."""
    return person.appointments.filter(Dated.current()).select_related("unit", "role", "unit__station")


# The models of this app live in two files.
from .accounts import Account as Account  # noqa: E402
from .accounts import Token as Token  # noqa: E402
