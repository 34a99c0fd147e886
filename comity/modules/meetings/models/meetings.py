"""Meetings, what is on their agenda, who attends, and who has an interest of their own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record
from comity.kernel.flow.models import Governed
from comity.kernel.people.models import zone_validator

from ..flows import ItemFlow, MeetingFlow
from .base import Hanging
from .words import Form, Outcome, Presence

LEADS = frozenset({"view", "change", "work", "confirm", "note"})


class Meeting(Governed, Record):
    """A body together, in a room or on a line; or a written procedure, in which votes come in until a deadline."""

    prefix = "MTG"
    flow = MeetingFlow
    party_rights = {"chair": LEADS, "secretary": LEADS}  # noqa: RUF012

    body = models.ForeignKey("governance.Body", models.PROTECT, verbose_name=_("body"), related_name="+")
    form = models.CharField(_("form"), max_length=10, choices=Form, default=Form.ORDINARY)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="UTC", validators=[zone_validator])
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to join"), blank=True)
    deadline = models.DateTimeField(
        _("votes until"), null=True, blank=True, help_text=_("For a written procedure.")
    )
    chair = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("chair"), related_name="+", null=True, blank=True,
        help_text=_("Empty: the chair of the body."),
    )  # fmt: skip
    secretary = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("secretary"), related_name="+", null=True, blank=True,
        help_text=_("Empty: the secretary of the body."),
    )  # fmt: skip
    public = models.BooleanField(_("in the public calendar"), default=False)
    minutes = models.TextField(_("minutes"), blank=True)
    adopted_on = models.DateField(_("minutes adopted on"), null=True, blank=True, editable=False)
    quorum_needed = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True, editable=False)
    quorum_present = models.PositiveSmallIntegerField(
        _("present at the opening"), null=True, blank=True, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["body", "starts_at"]),
            models.Index(fields=["starts_at", "id"]),
            models.Index(fields=["state", "id"]),
            models.Index(fields=["unit", "id"]),
        ]

    def clean(self) -> None:
        super().clean()
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A meeting ends after it begins.")})
        if self.form == Form.WRITTEN and not self.deadline:
            raise ValidationError({"deadline": _("Say until when votes come in.")})
        if self.deadline and self.starts_at and self.deadline <= self.starts_at:
            raise ValidationError({"deadline": _("Votes come in after the procedure begins.")})

    @property
    def is_written(self) -> bool:
        return self.form == Form.WRITTEN


class AgendaItem(Governed, Record):
    """A question that waits for a body, about a record (or about none), until it is dealt with."""

    prefix = "AGI"
    flow = ItemFlow
    party_rights = {"requester": frozenset({"view", "propose"})}  # noqa: RUF012

    body = models.ForeignKey("governance.Body", models.PROTECT, verbose_name=_("body"), related_name="+")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="items", null=True, blank=True
    )
    place = models.PositiveSmallIntegerField(_("place on the agenda"), default=0)
    matter = models.ForeignKey(
        "governance.Matter", models.PROTECT, verbose_name=_("matter"), related_name="+", null=True, blank=True
    )
    question = models.TextField(_("question"), blank=True)
    recommended = models.CharField(_("recommended outcome"), max_length=12, choices=Outcome, blank=True)
    recommendation = models.TextField(_("recommendation"), blank=True)
    requester = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=_("proposed by"),
        related_name="+",
        null=True,
        blank=True,
    )
    kind_of = models.CharField(_("register"), max_length=60, blank=True, editable=False)
    object_id = models.UUIDField(_("record"), null=True, blank=True, editable=False)
    object_version = models.PositiveIntegerField(
        _("version of the record"), null=True, blank=True, editable=False
    )
    origin = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("referred by"), related_name="referrals", null=True,
        blank=True, editable=False,
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        indexes = [
            models.Index(fields=["object_id"]),
            models.Index(fields=["meeting", "place"]),
            models.Index(fields=["body", "state"]),
            models.Index(fields=["unit", "id"]),
            models.Index(fields=["state", "id"]),
        ]

    def clean(self) -> None:
        super().clean()
        if self.meeting is not None and self.meeting.body_id != self.body_id:
            raise ValidationError({"meeting": _("This is a meeting of another body.")})


class Attendance(Hanging):
    """How a person takes part in a meeting; a seat may be represented by its alternate."""

    parent_field = "meeting"
    label_field = "presence"
    natural_key = ("meeting", "person")
    party_rights = {"person": frozenset({"view"})}  # noqa: RUF012

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="attendances"
    )
    person = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    presence = models.CharField(_("attendance"), max_length=12, choices=Presence)
    stand_in = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("represented by"), related_name="+", null=True, blank=True
    )  # fmt: skip

    class Meta(Hanging.Meta):
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_attendance_once"),
            models.CheckConstraint(
                condition=models.Q(presence="represented", stand_in__isnull=False)
                | (~models.Q(presence="represented") & models.Q(stand_in=None)),
                name="meetings_attendance_stand_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_presence_display()}"

    def clean(self) -> None:
        super().clean()
        said: Any = self.presence == Presence.REPRESENTED
        if said != bool(self.stand_in_id):
            raise ValidationError(
                {"stand_in": _("Name who represents a person who is represented, and only then.")}
            )
        if self.stand_in_id and self.stand_in_id == self.person_id:
            raise ValidationError({"stand_in": _("Nobody represents themselves.")})


class Recusal(Hanging):
    """A person steps back from an item because of an interest of their own: they neither count nor vote on it."""

    parent_field = "item"
    label_field = "interest"
    natural_key = ("item", "person")
    party_rights = {"person": frozenset({"view"})}  # noqa: RUF012

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, verbose_name=_("agenda item"), related_name="recusals"
    )
    person = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    interest = models.CharField(_("interest declared"), max_length=500)

    class Meta(Hanging.Meta):
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="meetings_recusal_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.interest}"
