"""Calendars and promises of time: the registers of this package."""

from functools import cached_property

import holidays
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..base.models import Tracked
from ..base.plain import PlainField
from ..people.models import code_validator, zone_validator
from ..tongues.text import TranslatedField
from .hours import WEEKDAYS, segments, week_of
from .ledger import Promise
from .rules import Rules


def default_hours() -> dict[str, list[list[str]]]:
    """Propose nine to five from Monday to Friday."""
    return {day: [["09:00", "17:00"]] for day in WEEKDAYS[:5]}


class Calendar(Tracked):
    """When work is done: weekly hours in a time zone, less public holidays and dated exceptions."""

    untracked = ("edition",)

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    zone = models.CharField(_("time zone"), max_length=60, validators=[zone_validator])
    hours = PlainField(
        _("weekly hours"),
        default=default_hours,
        shape="week",
        help_text=_(
            "A line for each day with its hours: Mon 08:00–12:00, 13:00–17:00. "
            "What ends before it begins ends on the next day."
        ),
    )
    country = models.CharField(
        _("public holidays of"),
        max_length=6,
        blank=True,
        help_text=_("Country code, with a part of the country if it matters: KE, CH-GE. Empty: none."),
    )
    edition = models.PositiveIntegerField(_("edition"), default=1, editable=False)

    class Meta(Tracked.Meta):
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        try:
            week = week_of(self.hours)
        except (ValueError, TypeError, AttributeError) as error:
            raise ValidationError({"hours": _("Write days as mon to sun and times as 08:00.")}) from error
        if not any(week):
            raise ValidationError({"hours": _("The calendar must be open at some time of the week.")})
        code, _sep, part = self.country.partition("-")
        known = holidays.list_supported_countries()
        if code and (code not in known or (part and part not in known[code])):
            raise ValidationError({"country": _("The public holidays of this country are not known.")})


class CalendarException(Tracked):
    """A day on which a calendar differs: closed, or open in other hours."""

    natural_key = ("calendar", "day")

    calendar = models.ForeignKey(
        Calendar, models.PROTECT, verbose_name=_("calendar"), related_name="exceptions"
    )
    day = models.DateField(_("day"))
    hours = PlainField(
        _("hours"),
        default=list,
        blank=True,
        shape="hours",
        help_text=_("Other hours: 08:00–12:00. Empty: closed."),
    )
    name = TranslatedField(_("name"), blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("calendar exception")
        verbose_name_plural = _("calendar exceptions")
        ordering = ("day",)
        constraints = [models.UniqueConstraint(fields=["calendar", "day"], name="clocks_one_exception_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    def clean(self) -> None:
        super().clean()
        try:
            segments(self.hours)
        except (ValueError, TypeError, AttributeError) as error:
            raise ValidationError({"hours": _("Write times as 08:00.")}) from error


class PromiseKind(models.TextChoices):
    """Who promises to whom."""

    SLA = "sla", _("Service level agreement")
    OLA = "ola", _("Operational level agreement")
    UNDERPINNING = "underpinning", _("Underpinning contract")


def default_thresholds() -> list[int]:
    return [75, 100]


class ClockDefinition(Tracked):
    """A promise of time, in editions: once a clock runs under an edition, a change needs the next one.

    The states are names of states of a flow. A clock starts in one of `starts_in` (empty: at once),
    counts in `runs_in` (empty: wherever it neither pauses nor stops), waits in `pauses_in` and ends
    in `stops_in`. Two definitions of one `kind` and `measure` replace each other (see `run.swap`).
    """

    natural_key = ("code", "edition")
    fixed = (
        "calendar_id",
        "minutes",
        "days",
        "starts_in",
        "runs_in",
        "pauses_in",
        "stops_in",
        "pause_reasons",
    )

    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    edition = models.PositiveIntegerField(_("edition"), default=1)
    name = TranslatedField(_("name"))
    kind = models.CharField(_("kind"), max_length=12, choices=PromiseKind, default=PromiseKind.SLA)
    measure = models.CharField(
        _("measures"), max_length=20, default="resolution", help_text=_("response, resolution …")
    )
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, verbose_name=_("calendar"), related_name="definitions"
    )
    minutes = models.PositiveIntegerField(_("working minutes"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(
        _("working days"),
        null=True,
        blank=True,
        help_text=_("Until the closing time of this working day after the day of asking."),
    )
    starts_in = PlainField(_("starts in"), default=list, blank=True)
    runs_in = PlainField(_("runs in"), default=list, blank=True)
    pauses_in = PlainField(_("pauses in"), default=list, blank=True)
    stops_in = PlainField(_("stops in"), default=list, blank=True)
    pause_reasons = PlainField(
        _("reasons of waiting"),
        default=dict,
        blank=True,
        shape="pairs",
        help_text=_("By state: waiting_user: requester. Or supplier, approval, other, or your own words."),
    )
    thresholds = PlainField(_("told at (per cent)"), default=default_thresholds, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("promise of time")
        verbose_name_plural = _("promises of time")
        ordering = ("code", "edition")
        constraints = [
            models.UniqueConstraint(fields=["code", "edition"], name="clocks_one_definition_an_edition"),
            models.CheckConstraint(
                condition=models.Q(minutes__gt=0, days__isnull=True)
                | models.Q(minutes__isnull=True, days__gt=0),
                name="clocks_minutes_or_days",
                violation_error_message=_("Promise either working minutes or working days."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        for name in ("starts_in", "runs_in", "pauses_in", "stops_in"):
            value = getattr(self, name)
            if not isinstance(value, list) or not all(isinstance(state, str) for state in value):
                raise ValidationError({name: _("Write a list of states.")})
        if twice := set(self.pauses_in) & set(self.stops_in) | set(self.runs_in) & {
            *self.pauses_in,
            *self.stops_in,
        }:
            raise ValidationError(
                _("A state can run, pause or stop the clock, but not two of these: %(states)s.")
                % {"states": ", ".join(sorted(twice))}
            )
        if not isinstance(self.thresholds, list) or not all(
            isinstance(t, int) and 0 < t <= 1000 for t in self.thresholds
        ):
            raise ValidationError({"thresholds": _("Write per cents as whole numbers above 0.")})
        old = type(self).objects.filter(pk=self.pk).values(*self.fixed).first()
        if old and any(old[name] != getattr(self, name) for name in self.fixed) and self.clocks.exists():
            raise ValidationError(_("Clocks already run under this edition. Make the next edition instead."))

    @property
    def promise(self) -> Promise:
        """What is promised, for the arithmetic."""
        return Promise(seconds=(self.minutes or 0) * 60, days=self.days or 0)

    @cached_property
    def rules(self) -> Rules:
        """What each state does to the clock."""
        return Rules.of(self.starts_in, self.runs_in, self.pauses_in, self.stops_in, self.pause_reasons)

    @property
    def shares(self) -> list[int]:
        """The per cents at which somebody is told; the end of the promise is always one of them."""
        return sorted({*self.thresholds, 100})


# The models of this app live in two files.
from .running import Clock as Clock  # noqa: E402
from .running import ClockEvent as ClockEvent  # noqa: E402
from .running import Threshold as Threshold  # noqa: E402
from .running import Timer as Timer  # noqa: E402
