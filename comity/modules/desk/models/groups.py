"""Who works: groups with their hours, and the people in them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Tracked
from comity.kernel.people.models import Dated, code_validator
from comity.kernel.tongues.text import TranslatedField


class Group(Tracked):
    """A queue: tickets come here, people of the group take them, in the group's hours."""

    unit_field = "unit"

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    calendar = models.ForeignKey(
        "clocks.Calendar", models.PROTECT, verbose_name=_("hours"), related_name="+", null=True, blank=True
    )
    station = models.ForeignKey(
        "people.DutyStation",
        models.PROTECT,
        verbose_name=_("local desk of"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Takes what people at this duty station ask, where the offering names no group."),
    )
    active = models.BooleanField(_("takes tickets"), default=True)

    class Meta(Tracked.Meta):
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)

    def has_member(self, person: Any) -> bool:
        """Say whether a person belongs to the group today."""
        return self.members.filter(Dated.current(), person=person).exists()


class GroupMember(Dated, Tracked):
    """Somebody who works in a group, from a day until a day."""

    natural_key = ("group", "person", "starts")
    label_field = "id"
    party_rights = {"person": frozenset({"view"})}  # noqa: RUF012

    group = models.ForeignKey(Group, models.PROTECT, verbose_name=_("group"), related_name="members")
    person = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    leads = models.BooleanField(_("leads the group"), default=False)

    class Meta(Tracked.Meta):
        verbose_name = _("group member")
        verbose_name_plural = _("group members")
        constraints = [
            models.UniqueConstraint(fields=["group", "person", "starts"], name="desk_one_place_in_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.group}"
