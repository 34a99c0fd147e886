"""What follows from a decision: an opinion delivered, something to be done."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record
from comity.kernel.flow.models import Disposition, Governed, Stance

from ..flows import ActionFlow
from .decisions import Decision
from .meetings import Meeting


class Opinion(Record):
    """What a body that advises thinks of a record, and what the decision made of it."""

    prefix = "OPN"

    decision = models.OneToOneField(
        Decision, models.PROTECT, verbose_name=_("decision"), related_name="opinion", editable=False
    )
    advice = models.OneToOneField(
        "flow.Advice", models.PROTECT, verbose_name=_("advice"), related_name="+", editable=False, null=True, blank=True
    )  # fmt: skip
    body = models.ForeignKey(
        "governance.Body", models.PROTECT, verbose_name=_("body"), related_name="+", editable=False
    )
    kind_of = models.CharField(_("register"), max_length=60, blank=True, editable=False)
    object_id = models.UUIDField(_("record"), null=True, blank=True, editable=False)
    stance = models.CharField(_("stance"), max_length=12, choices=Stance, editable=False)
    text = models.TextField(_("opinion"), editable=False)
    disposition = models.CharField(
        _("disposition"), max_length=12, choices=Disposition, blank=True, editable=False
    )
    disposition_reason = models.TextField(_("reason"), blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("opinion of a body")
        verbose_name_plural = _("opinions of bodies")
        indexes = [models.Index(fields=["object_id"]), models.Index(fields=["unit", "id"])]


class ActionItem(Governed, Record):
    """Something that a meeting or a decision asks of somebody, by a day."""

    prefix = "ACT"
    flow = ActionFlow
    party_rights = {"owner": frozenset({"view", "work"})}  # noqa: RUF012

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="actions", null=True, blank=True
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("decision"), related_name="actions", null=True, blank=True
    )
    owner = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("who does it"), related_name="+"
    )
    text = models.TextField(_("what is to be done"), blank=True)
    due = models.DateField(_("due"))
    due_at = models.DateTimeField(_("falls due"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        indexes = [
            models.Index(fields=["owner", "state"]),
            models.Index(fields=["due", "id"]),
            models.Index(fields=["state", "id"]),
            models.Index(fields=["unit", "id"]),
        ]

    def clean_fields(self, exclude: Any = None) -> None:
        if isinstance(self.due, date):
            self.due_at = datetime.combine(self.due, time.max, UTC)
        super().clean_fields(exclude)
