"""How far a mandate or a rule of accountability reaches: unit, programme, amount and risk."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.errors import Sentence
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.mandates import Facts

RISK = [MaxValueValidator(4)]


class Scoped(models.Model):
    """Which facts of a record it reaches. What is empty does not narrow it.

    An amount or a risk that is not known fits no limit of it: nobody passes under a threshold by saying nothing.
    """

    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("for the unit"), null=True, blank=True, related_name="+",
        help_text=_("Empty: the whole organisation."),
    )  # fmt: skip
    below = models.BooleanField(_("with the units below"), default=True)
    programme = models.ForeignKey(
        "governance.Programme", models.PROTECT, verbose_name=_("programme"), null=True, blank=True, related_name="+"
    )  # fmt: skip
    amount_from = MoneyField(_("from the amount (USD)"), null=True, blank=True)
    amount_to = MoneyField(
        _("below the amount (USD)"), null=True, blank=True, help_text=_("This amount itself is not included.")
    )
    risk_from = models.PositiveSmallIntegerField(
        _("from the risk"), null=True, blank=True, validators=RISK, help_text=_("0 (none) to 4 (very high).")
    )
    risk_to = models.PositiveSmallIntegerField(
        _("up to the risk"), null=True, blank=True, validators=RISK, help_text=_("0 (none) to 4 (very high).")
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        faults: dict[str, Any] = {}
        if _reversed(self.amount_from, self.amount_to, equal=True):
            faults["amount_to"] = _("The upper limit has to be above the lower one.")
        if _reversed(self.risk_from, self.risk_to):
            faults["risk_to"] = _("The upper limit has to be above the lower one.")
        for name in ("amount_from", "amount_to"):
            value = getattr(self, name)
            if isinstance(value, Decimal) and value < 0:
                faults[name] = _("An amount is not below zero.")
        if faults:
            raise ValidationError(faults)

    def misfits(self, facts: Facts) -> list[Sentence]:
        """Return, in sentences, why these facts are out of reach; empty when they are within."""
        found = [self._unit(facts), self._programme(facts), *self._amount(facts), *self._risk(facts)]
        return [sentence for sentence in found if sentence]

    def fits(self, facts: Facts) -> bool:
        """Say whether these facts are within reach."""
        return not self.misfits(facts)

    def narrowness(self) -> tuple[int, int, int, int]:
        """Return how special this is: what names a unit, programme, amount or risk goes before what does not."""
        unit = self.unit
        return (
            unit.path.count("/") if unit and unit.path else 0,
            int(self.programme_id is not None),
            int(self.amount_from is not None) + int(self.amount_to is not None),
            int(self.risk_from is not None) + int(self.risk_to is not None),
        )

    def _unit(self, facts: Facts) -> Sentence | None:
        if self.unit is None:
            return None
        path = getattr(facts.unit, "path", "")
        if path == self.unit.path or (self.below and path.startswith(self.unit.path)):
            return None
        return _("It is for %(unit)s only.") % {"unit": self.unit.code}

    def _programme(self, facts: Facts) -> Sentence | None:
        if self.programme is None or facts.programme == self.programme_id:
            return None
        return _("It is for the programme “%(programme)s” only.") % {"programme": self.programme.name}

    def _amount(self, facts: Facts) -> list[Sentence | None]:
        low, high, amount = self.amount_from, self.amount_to, facts.amount
        if low is None and high is None:
            return []
        if amount is None:
            return [_("It has limits of amount, and the amount is not known.")]
        if low is not None and amount < low:
            return [_("It begins at USD %(limit)s.") % {"limit": f"{low:,.0f}"}]
        if high is not None and amount >= high:
            return [_("It ends below USD %(limit)s.") % {"limit": f"{high:,.0f}"}]
        return []

    def _risk(self, facts: Facts) -> list[Sentence | None]:
        low, high, risk = self.risk_from, self.risk_to, facts.risk
        if low is None and high is None:
            return []
        if risk is None:
            return [_("It has limits of risk, and the risk is not known.")]
        if low is not None and risk < low:
            return [_("It begins at risk %(limit)s.") % {"limit": low}]
        if high is not None and risk > high:
            return [_("It ends at risk %(limit)s.") % {"limit": high}]
        return []


def _reversed(low: Any, high: Any, equal: bool = False) -> bool:
    """Say whether limits are the wrong way round; values that are no numbers are refused elsewhere."""
    if low is None or high is None or isinstance(low, str) or isinstance(high, str):
        return False
    return bool(high < low or (equal and high == low))
