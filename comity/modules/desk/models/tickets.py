"""Requests and incidents."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.ids import uuid7
from comity.kernel.base.models import Classification, Record, Tracked
from comity.kernel.base.moment import now
from comity.kernel.flow.models import Governed

from ..flows import TicketFlow
from .catalogue import Level

# When nothing is promised: a value instead of none, so that lists can be sorted and paged by it.
FAR = datetime(9999, 7, 1, tzinfo=UTC)


class TicketType(models.TextChoices):
    INCIDENT = "incident", _("Incident")
    REQUEST = "request", _("Request")


class Channel(models.TextChoices):
    """How it reached us."""

    PORTAL = "portal", _("This site")
    PHONE = "phone", _("Telephone")
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Chat")
    WALK_IN = "walk_in", _("In person")
    MONITORING = "monitoring", _("Monitoring")
    API = "api", _("Another program")


class Priority(models.IntegerChoices):
    """Follows from impact and urgency."""

    CRITICAL = 1, _("1 Critical")
    HIGH = 2, _("2 High")
    MODERATE = 3, _("3 Moderate")
    LOW = 4, _("4 Low")
    PLANNED = 5, _("5 Planned")


class ResolutionCode(models.TextChoices):
    """How it ended, for learning from many."""

    SOLVED = "solved", _("Solved")
    DELIVERED = "delivered", _("Delivered")
    WORKAROUND = "workaround", _("A way around it was found")
    EXPLAINED = "explained", _("Explained")
    NOT_FOUND = "not_found", _("The fault could not be found")
    OTHER = "other", _("Something else")


class PriorityRule(Tracked):
    """One cell of the matrix: an impact and an urgency give a priority."""

    natural_key = ("impact", "urgency")
    label_field = "id"

    impact = models.PositiveSmallIntegerField(_("impact"), choices=Level)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Level)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority)

    class Meta(Tracked.Meta):
        verbose_name = _("priority rule")
        verbose_name_plural = _("priority rules")
        ordering = ("impact", "urgency")
        constraints = [models.UniqueConstraint(fields=["impact", "urgency"], name="desk_one_priority_a_cell")]

    def __str__(self) -> str:
        return f"{self.get_impact_display()} × {self.get_urgency_display()} → {self.priority}"


@lru_cache(maxsize=8)
def _matrix(second: int) -> dict[tuple[int, int], int]:
    return {(r.impact, r.urgency): r.priority for r in PriorityRule.objects.all()}


def priority_of(impact: int, urgency: int) -> int:
    """Return the priority that the matrix gives; where it is silent, the sum decides (1+1 → 1, 3+3 → 5)."""
    # Read again at most once a second: the matrix is small, and tickets are many.
    return _matrix(int(now().timestamp())).get((impact, urgency), impact + urgency - 1)


class Ticket(Governed, Record):
    """One request or one incident, from the first word to the last."""

    flow = TicketFlow
    party_rights = {  # noqa: RUF012
        "requester": frozenset({"view", "confirm"}),
        "opened_by": frozenset({"view"}),
        "assignee": frozenset({"view", "work", "note", "change"}),
    }
    untracked = ("due_at", "response_due")

    ticket_type = models.CharField(_("type"), max_length=8, choices=TicketType, default=TicketType.INCIDENT)
    service = models.ForeignKey(
        "desk.Service", models.PROTECT, verbose_name=_("service"), related_name="+", null=True, blank=True
    )
    offering = models.ForeignKey(
        "desk.Offering", models.PROTECT, verbose_name=_("offering"), related_name="+", null=True, blank=True
    )
    requester = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("requester"), related_name="+", null=True, blank=True,
        db_index=False,
    )  # fmt: skip
    opened_by = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("written by"), related_name="+", null=True, blank=True,
        db_index=False,
    )  # fmt: skip
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.PORTAL)
    description = models.TextField(_("description"), blank=True)
    answers = models.JSONField(_("answers"), default=list, blank=True, editable=False)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=Level, default=Level.LOW)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Level, default=Level.LOW)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.LOW, editable=False,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )  # fmt: skip
    group = models.ForeignKey(
        "desk.Group",
        models.PROTECT,
        verbose_name=_("group"),
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    assignee = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("assignee"), related_name="+", null=True, blank=True,
        db_index=False,
    )  # fmt: skip
    station = models.ForeignKey(
        "people.DutyStation", models.PROTECT, verbose_name=_("where"), related_name="+", null=True, blank=True,
        db_index=False,
    )  # fmt: skip
    category = models.CharField(_("category"), max_length=80, blank=True)
    resolution = models.TextField(_("what was done"), blank=True)
    resolution_code = models.CharField(_("how it ended"), max_length=12, choices=ResolutionCode, blank=True)
    due_at = models.DateTimeField(_("due"), default=FAR, editable=False)
    response_due = models.DateTimeField(_("answer due"), default=FAR, editable=False)
    opened_at = models.DateTimeField(_("asked"), default=now, editable=False)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    closes_at = models.DateTimeField(_("closes by itself"), null=True, blank=True, editable=False)
    reopen_count = models.PositiveSmallIntegerField(_("times reopened"), default=0, editable=False)
    reassign_count = models.PositiveSmallIntegerField(_("times handed on"), default=0, editable=False)
    external_number = models.CharField(
        _("number elsewhere"), max_length=60, unique=True, null=True, blank=True, editable=False
    )
    source = models.CharField(_("source"), max_length=40, blank=True, editable=False)
    kept = models.JSONField(_("kept from the source"), default=dict, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        # Each list ends in the key, because pages are cut at (sort, key). A million rows: no index is idle.
        indexes = [
            models.Index(fields=["group", "state", "due_at", "id"], name="desk_queue"),
            models.Index(fields=["assignee", "state", "due_at", "id"], name="desk_mine_to_do"),
            models.Index(fields=["state", "due_at", "id"], name="desk_late_soon"),
            models.Index(fields=["state", "priority", "opened_at", "id"], name="desk_by_priority"),
            models.Index(fields=["requester", "state", "opened_at", "id"], name="desk_my_matters"),
            models.Index(fields=["opened_by", "id"], name="desk_opened_by"),
            models.Index(fields=["opened_at", "id"], name="desk_by_opened"),
            models.Index(fields=["due_at", "id"], name="desk_by_due"),
            # The state last: open tickets of a priority by due time are found without reading a closed one's row.
            models.Index(fields=["priority", "due_at", "id", "state"], name="desk_urgent_first"),
        ]

    @property
    def prefix(self) -> str:
        """References say the type: INC for incidents, REQ for requests."""
        return "REQ" if self.ticket_type == TicketType.REQUEST else "INC"

    @property
    def was_group_id(self) -> Any:
        """Return the group before the change under way (see `flows.hand_on`)."""
        return type(self)._base_manager.filter(pk=self.pk).values_list("group_id", flat=True).first()

    def clean(self) -> None:
        super().clean()
        self.priority = priority_of(self.impact, self.urgency)
        if self.offering and not self.service_id:
            self.service = self.offering.service
        if self._state.adding and self.offering and not self.group_id:
            self.group = self.offering.group


class Satisfaction(Tracked):
    """What the requester thought of it."""

    unit_field = "unit"  # of the ticket, so that who may not see the one does not see the other
    natural_key = ("ticket",)
    label_field = "id"
    party_rights = {"author": frozenset({"view"})}  # noqa: RUF012

    ticket = models.OneToOneField(
        Ticket, models.PROTECT, verbose_name=_("ticket"), related_name="satisfaction"
    )
    author = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("who"), related_name="+")
    rating = models.PositiveSmallIntegerField(
        _("rating"),
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("1 is poor, 5 is excellent."),
    )
    words = models.TextField(_("in words"), blank=True)
    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification, default=Classification.UNCLASSIFIED, editable=False
    )

    class Meta(Tracked.Meta):
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")

    def __str__(self) -> str:
        return f"{self.rating}/5"


class Draft(models.Model):
    """What somebody has typed and not sent: kept for that person only, until it is sent or thrown away."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    place = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="desk_one_draft_a_place")]

    def __str__(self) -> str:
        return self.place
