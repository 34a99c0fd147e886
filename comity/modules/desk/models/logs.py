"""Reading logs of other systems: how their columns are to be understood, and what was read."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.ids import uuid7
from comity.kernel.base.models import Tracked
from comity.kernel.base.plain import PlainField
from comity.kernel.people.models import code_validator
from comity.kernel.tongues.text import TranslatedField

from ..flows import TicketFlow

NEEDED = ("number", "state", "updated_at")


class LogMapping(Tracked):
    """How the columns and words of a log become tickets and their history."""

    unit_field = "unit"

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit of the tickets"), related_name="+"
    )
    columns = PlainField(
        _("columns"), shape="pairs", help_text=_("A line for each, ours to theirs. state: incident_state")
    )
    states = PlainField(_("states"), shape="pairs", help_text=_("A line for each, theirs to ours. New: new"))
    words = PlainField(
        _("other words"),
        default=dict,
        blank=True,
        shape="pairs",
        help_text=_("Impact, urgency, priority and channel, theirs to ours. 1 - High: 1"),
    )
    kept = PlainField(_("columns kept as they are"), default=list, blank=True)
    missing = PlainField(_("words for what is missing"), default=list, blank=True)
    date_format = models.CharField(_("form of dates"), max_length=40, default="%Y-%m-%d %H:%M:%S")
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    ticket_type = models.CharField(_("type"), max_length=8, default="incident")

    class Meta(Tracked.Meta):
        verbose_name = _("log mapping")
        verbose_name_plural = _("log mappings")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        if not isinstance(self.columns, dict) or set(NEEDED) - set(self.columns):
            raise ValidationError({"columns": _("Say which columns hold number, state and updated_at.")})
        if not isinstance(self.states, dict):
            raise ValidationError({"states": _("Write each of their states with ours: {…}.")})
        strange = {str(state) for state in self.states.values()} - set(TicketFlow.states)
        if strange:
            raise ValidationError(
                {"states": _("Unknown states: %(states)s.") % {"states": ", ".join(sorted(strange))}}
            )
        if self.zone not in available_timezones():
            raise ValidationError({"zone": _("This is not a time zone of the IANA database.")})


class ImportedCase(models.Model):
    """One case of a log that has been read: how many of its events, and their digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=60, unique=True)
    ticket_id = models.UUIDField(unique=True)
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.number
