"""Bodies and who sits in them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.kernel.base.models import Tracked
from comity.kernel.people.models import Dated, code_validator
from comity.kernel.tongues.text import TranslatedField

from .overlap import overlapping


class BodyKind(models.TextChoices):
    """What a body is; who sits in an office acts alone, the others act together."""

    LEGISLATIVE = "legislative", _("Legislative body")
    COMMITTEE = "committee", _("Committee")
    OFFICE = "office", pgettext_lazy("kind of body", "Office")
    COUNCIL = "council", _("Council")
    GROUP = "group", pgettext_lazy("kind of body", "Group")
    ENTITY = "entity", _("Committee of an entity")


class Quorum(models.TextChoices):
    """How many of those who may vote must be there."""

    NONE = "none", _("None")
    THIRD = "third", _("A third")
    HALF = "half", _("Half")
    MAJORITY = "majority", _("More than half")
    TWO_THIRDS = "two_thirds", _("Two thirds")
    ALL = "all", _("All")


class Voting(models.TextChoices):
    """When a question is carried."""

    CONSENSUS = "consensus", _("Consensus: nobody is against")
    MAJORITY_CAST = "majority_cast", _("Majority of the votes cast")
    MAJORITY_PRESENT = "majority_present", _("Majority of those present and entitled to vote")
    MAJORITY_ENTITLED = "majority_entitled", _("Majority of all entitled to vote")
    TWO_THIRDS_CAST = "two_thirds_cast", _("Two thirds of the votes cast")
    TWO_THIRDS_ENTITLED = "two_thirds_entitled", _("Two thirds of all entitled to vote")


class Capacity(models.TextChoices):
    """As what somebody sits in a body."""

    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")
    EX_OFFICIO = "ex_officio", _("Member ex officio")
    ALTERNATE = "alternate", _("Alternate")
    SECRETARY = "secretary", _("Secretary")
    OBSERVER = "observer", _("Observer")


# Those who take part in what the body does; a secretary serves it and an observer listens.
ACTING = (Capacity.CHAIR, Capacity.MEMBER, Capacity.EX_OFFICIO, Capacity.ALTERNATE)


class Body(Dated, Tracked):
    """A committee, office, council, group or legislative body that decides, endorses, reviews or advises.

    Quorum, voting rule and frequency are fields, because the strategies leave them to the organisation.
    """

    unit_field = "unit"

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    kind = models.CharField(_("kind"), max_length=12, choices=BodyKind)
    programme = models.ForeignKey(
        "governance.Programme", models.PROTECT, verbose_name=_("programme"), null=True, blank=True, related_name="bodies"
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("reports to"), null=True, blank=True, related_name="parts",
        help_text=_("Where it reports, and forwards what it may not decide."),
    )  # fmt: skip
    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    constitution = models.ForeignKey(
        "governance.Constitution", models.PROTECT, verbose_name=_("constitution"), null=True, blank=True,
        related_name="bodies", help_text=_("Empty: under every constitution."),
    )  # fmt: skip
    terms = TranslatedField(_("terms of reference"), blank=True)
    composition = TranslatedField(_("composition"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    quorum = models.CharField(_("quorum"), max_length=12, choices=Quorum, default=Quorum.NONE)
    quorum_least = models.PositiveSmallIntegerField(_("quorum, at least"), null=True, blank=True)
    voting_rule = models.CharField(_("voting rule"), max_length=20, choices=Voting, default=Voting.CONSENSUS)
    chair_breaks_ties = models.BooleanField(_("the chair's vote decides a tie"), default=False)
    meets_months = models.PositiveSmallIntegerField(_("meets every (months)"), null=True, blank=True)
    rules_source = models.CharField(
        _("source of the rules"), max_length=200, blank=True, help_text=_("Where quorum, vote and frequency come from.")
    )  # fmt: skip

    class Meta(Tracked.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("A body cannot report to itself.")})
            seen.add(above.pk)
            above = above.parent

    @property
    def is_office(self) -> bool:
        """Say whether who sits here acts alone."""
        return self.kind == BodyKind.OFFICE


class Seat(Dated, Tracked):
    """A person's place in a body, from a day until a day. An ended seat never undoes what was decided from it."""

    unit_field = "unit"
    party_rights = {"person": frozenset({"view"})}  # noqa: RUF012
    natural_key = ("body", "person", "capacity", "starts")
    label_field = "capacity"

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="seats")
    person = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity)
    votes = models.PositiveSmallIntegerField(
        _("votes"), default=1, help_text=_("0: takes part without a vote.")
    )
    alternate_for = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("alternate for"), null=True, blank=True, related_name="alternates"
    )  # fmt: skip
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", editable=False
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        indexes = [models.Index(fields=["body", "capacity"]), models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_capacity_display()} · {self.body.code}"

    def clean(self) -> None:
        super().clean()
        if self.body_id is None:
            return
        self.unit = self.body.unit
        faults: dict[str, Any] = {}
        if self.capacity in (Capacity.SECRETARY, Capacity.OBSERVER) and self.votes:
            faults["votes"] = _("A secretary and an observer have no vote.")
        if self.capacity == Capacity.ALTERNATE and not self.alternate_for:
            faults["alternate_for"] = _("Say for which seat this person stands in.")
        if self.alternate_for and self.alternate_for.body_id != self.body_id:
            faults["alternate_for"] = _("This seat is in another body.")
        if self.person_id and overlapping(self, ("body", "person", "capacity", "alternate_for")):
            faults["person"] = _("This person already holds this seat on some of these days.")
        if self.capacity == Capacity.CHAIR and overlapping(self, ("body", "capacity")):
            faults["capacity"] = _("Somebody else is the chair on some of these days.")
        if faults:
            raise ValidationError(faults)
