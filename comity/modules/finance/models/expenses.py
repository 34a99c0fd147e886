"""Expenses as the books of the Organization report them, and how the columns of such a file are understood."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Tracked
from comity.kernel.base.money import MoneyField
from comity.kernel.people.models import code_validator
from comity.kernel.tongues.text import TranslatedField


class Financing(models.TextChoices):
    """The three sources of the published statements."""

    REGULAR = "regular", _("Regular budget (assessed)")
    ASSESSED = "assessed", _("Other assessed")
    VOLUNTARY = "voluntary", _("Voluntary")


class ExpenseMapping(Tracked):
    """How the columns and words of a file become expenses."""

    unit_field = None
    NEEDED: ClassVar[tuple[str, ...]] = ("entity", "year", "amount", "financing")
    KNOWN: ClassVar[tuple[str, ...]] = (
        *NEEDED, "area", "part", "part_name", "section", "section_name", "period", "document", "note",
    )  # fmt: skip

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    columns = models.JSONField(
        _("columns"), help_text=_('Ours to theirs: {"entity": "ENTITY", "amount": "AMOUNT"}.')
    )
    financing = models.JSONField(
        _("words for the source of funds"), help_text=_('Theirs to ours: {"Voluntary": "voluntary"}.')
    )
    entities = models.JSONField(
        _("spellings of entities"), default=dict, blank=True, help_text=_('Theirs to ours: {"UNRoD": "UNROD"}.')
    )  # fmt: skip
    missing = models.JSONField(_("words for what is missing"), default=list, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("expense mapping")
        verbose_name_plural = _("expense mappings")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        faults: dict[str, Any] = {}
        if not _words(self.columns) or set(self.NEEDED) - set(self.columns):
            faults["columns"] = _("Say which columns hold entity, year, amount and financing.")
        elif strange := set(self.columns) - set(self.KNOWN):
            faults["columns"] = _("Unknown fields: %(fields)s.") % {"fields": ", ".join(sorted(strange))}
        if not _words(self.financing) or set(self.financing.values()) - set(Financing.values):
            faults["financing"] = _("Write each of their words with regular, assessed or voluntary.")
        if not _words(self.entities):
            faults["entities"] = _("Write each of their spellings with ours: {…}.")
        if not isinstance(self.missing, list):
            faults["missing"] = _("Write a list: […].")
        if faults:
            raise ValidationError(faults)


def _words(value: Any) -> bool:
    """Say whether a value is an object of texts."""
    return isinstance(value, dict) and all(isinstance(word, str) for word in value.values())


class Expense(Tracked):
    """One published line of expense. `key` is the digest of what the line says, so that it is kept once."""

    unit_field = None
    natural_key = ("key",)
    label_field = "entity"

    key = models.CharField(_("key"), max_length=64, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    period = models.CharField(_("financial period"), max_length=9, blank=True)
    entity = models.CharField(_("entity"), max_length=60, db_index=True)
    part = models.CharField(_("part of the budget"), max_length=10, blank=True)
    part_name = models.CharField(_("name of the part"), max_length=200, blank=True)
    section = models.CharField(_("section of the budget"), max_length=10, blank=True)
    section_name = models.CharField(_("name of the section"), max_length=200, blank=True)
    area = models.CharField(_("area of work"), max_length=200, blank=True)
    financing = models.CharField(_("source of funds"), max_length=10, choices=Financing)
    amount = MoneyField(_("amount (USD)"))
    document = models.CharField(_("document"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    mapping = models.CharField(_("read from"), max_length=30, blank=True, editable=False)

    class Meta(Tracked.Meta):
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")
        indexes = [
            models.Index(fields=["year", "financing", "entity"]),
            models.Index(fields=["section", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.year}"
