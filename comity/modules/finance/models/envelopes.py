"""Money given to a programme for a year: proposed, decided, and from then on counted by the database."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record, Tracked
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.mandates import Facts
from comity.kernel.flow.models import Governed

from ..flows import ProposalFlow
from . import folding
from .funds import Fund


class Change(models.TextChoices):
    """What a proposal does to an envelope."""

    NEW = "new", _("New envelope")
    INCREASE = "increase", _("Increase")
    DECREASE = "decrease", _("Decrease")
    TRANSFER = "transfer", _("Transfer from another envelope")


class EnvelopeProposal(Governed, Record):
    """What a body is asked to give to, or take from, a programme (A/62/793 paras 27(a), 49(i))."""

    prefix = "ENV"
    flow = ProposalFlow
    final_when = "OLD.state IN ('approved', 'rejected')"  # money rests on it
    party_rights = {"proposer": frozenset({"view", "propose", "change"})}  # noqa: RUF012

    programme = models.ForeignKey(
        "governance.Programme", models.PROTECT, verbose_name=_("programme"), related_name="+"
    )
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fund"), related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    change = models.CharField(_("kind of change"), max_length=8, choices=Change, default=Change.NEW)
    amount = MoneyField(_("amount (USD)"))
    taken_from = models.ForeignKey(
        "finance.Envelope", models.PROTECT, verbose_name=_("taken from"), related_name="+", null=True, blank=True,
        help_text=_("Only for a transfer: the envelope that gives."),
    )  # fmt: skip
    justification = models.TextField(_("why"))
    proposer = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("proposed by"), related_name="+", null=True, blank=True
    )  # fmt: skip
    decision = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("decision"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("envelope proposal")
        verbose_name_plural = _("envelope proposals")
        indexes = [models.Index(fields=["state", "id"]), models.Index(fields=["programme", "fund", "year"])]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="proposal_amount_positive")]

    def facts(self) -> Facts:
        return Facts(unit=self.unit, programme=self.programme_id, amount=self.amount)

    def clean(self) -> None:
        super().clean()
        faults: dict[str, Any] = {}
        if self.amount is not None and self.amount <= 0:
            faults["amount"] = _("Write an amount above zero.")
        if self.fund_id and self.year and not self.fund.first_year <= self.year <= self.fund.last_year:
            faults["year"] = _("The fund covers the years %(first)s to %(last)s.") % {
                "first": self.fund.first_year, "last": self.fund.last_year,
            }  # fmt: skip
        if (self.change == Change.TRANSFER) != bool(self.taken_from_id):
            faults["taken_from"] = _("Name the envelope that gives for a transfer, and only then.")
        elif self.taken_from and self.taken_from.is_of(self.programme_id, self.fund_id, self.year):
            faults["taken_from"] = _("An envelope cannot give to itself.")
        if faults:
            raise ValidationError(faults)


class Envelope(Tracked):
    """What a programme may promise from a fund in a year. Only a decision makes one, only the ledger moves it.

    The four balances are folded from the movements by a trigger, in the statement that adds a movement; a
    constraint keeps what is free from falling below zero, under any concurrency and from any client.
    """

    unit_field = "unit"
    label_field = "code"
    untracked = ("allotted", "reserved", "committed", "spent", "moved")
    refusals = folding.ENVELOPE

    code = models.CharField(_("code"), max_length=70, unique=True, editable=False)
    programme = models.ForeignKey(
        "governance.Programme", models.PROTECT, verbose_name=_("programme"), related_name="+", editable=False
    )
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fund"), related_name="+", editable=False)
    year = models.PositiveSmallIntegerField(_("year"), editable=False, db_index=True)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", editable=False
    )
    proposal = models.ForeignKey(
        EnvelopeProposal, models.PROTECT, verbose_name=_("proposal"), related_name="+", editable=False
    )
    decision = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("decision"), related_name="+", null=True, editable=False,
    )  # fmt: skip
    allotted = MoneyField(_("allotted"), default=0, editable=False)
    reserved = MoneyField(_("reserved"), default=0, editable=False)
    committed = MoneyField(_("committed"), default=0, editable=False)
    spent = MoneyField(_("spent"), default=0, editable=False)
    moved = models.PositiveIntegerField(_("movements"), default=0, editable=False)

    class Meta(Tracked.Meta):
        verbose_name = _("envelope")
        verbose_name_plural = _("envelopes")
        constraints = [
            models.UniqueConstraint(fields=["programme", "fund", "year"], name="one_envelope"),
            models.CheckConstraint(
                condition=Q(allotted__gte=F("reserved") + F("committed") + F("spent")),
                name="envelope_not_overdrawn",
            ),
            # Not so `spent`: refunds of an earlier year make it negative.
            models.CheckConstraint(
                condition=Q(allotted__gte=0, reserved__gte=0, committed__gte=0), name="envelope_parts_not_negative"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        super().clean()
        if self.proposal_id is None or self.unit_id is None:
            raise ValidationError(_("An envelope is made by a decision only."))

    def is_of(self, programme_id: Any, fund_id: Any, year: int) -> bool:
        """Say whether this is the envelope of a programme, fund and year."""
        return (self.programme_id, self.fund_id, self.year) == (programme_id, fund_id, year)

    @property
    def free(self) -> Any:
        """Return what can still be promised."""
        return self.allotted - self.reserved - self.committed - self.spent
