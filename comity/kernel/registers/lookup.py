"""Choosing another record: a drop-down when there are few, a box for its code or name when there are many.

Both offer and accept only what the person may see.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..access.rules import visible_to
from ..base.models import Record, Tracked
from ..people.models import Person
from ..tongues.text import TranslatedField

FEW = 40
KEY = 36  # characters of a key as addresses write it
LARGE: set[type[Tracked]] = set()  # tables that had more than a few rows for somebody


class LookupField(forms.Field):
    """A record of `target`, written as its reference, code, e-mail or exact name, or chosen from a few."""

    def __init__(
        self,
        target: type[Tracked],
        person: Person | None,
        scope: Any = None,
        limit: Any = None,
        eager: bool = True,
        **kwargs: Any,
    ):
        self.target, self.person, self.scope, self.limit = target, person, scope, limit
        super().__init__(**kwargs)
        if not eager:
            return
        few = self.few()
        if few is not None:
            choices = [("", "—"), *((str(row.pk), str(row)) for row in few)]
            self.widget = forms.Select(choices=choices)
        else:
            self.widget = forms.TextInput(
                attrs={"autocomplete": "off", "data-lookup": target.kind_name(), "dir": "auto"}
            )
            self.help_text = self.help_text or _(
                "Write a code, a reference, an e-mail address or the exact name."
            )
        self.widget.is_required = self.required

    def rows(self) -> Any:
        """Return what may be chosen."""
        rows = visible_to(self.person, self.target._default_manager.all(), "view", self.scope)
        return rows.filter(self.limit) if self.limit is not None else rows

    def few(self) -> list[Tracked] | None:
        """Return the rows for a drop-down; None when there are more than it takes."""
        rows = self.rows()
        # Of a table known to be large, only keys are read to see whether this reader may choose from few.
        if self.target in LARGE and len(rows.order_by().values_list("pk")[: FEW + 1]) > FEW:
            return None
        found = list(rows.order_by(*(self.target._meta.ordering or ("pk",)))[: FEW + 1])
        if len(found) <= FEW:
            return found
        LARGE.add(self.target)
        return None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) == KEY:  # a key in an address: show what it names
            with suppress(ValueError):
                value = UUID(value)
        if isinstance(value, UUID) and not isinstance(self.widget, forms.Select):
            value = self.target._base_manager.filter(pk=value).first()
        if isinstance(value, Tracked):
            return str(value.pk) if isinstance(self.widget, forms.Select) else name_of(value)
        return str(value) if isinstance(value, UUID) else value

    def to_python(self, value: Any) -> Tracked | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Tracked):
            return value
        # PostgreSQL knows no zero byte in a text.
        found = [] if "\0" in str(value) else list(self.rows().filter(self.named(str(value).strip()))[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                _("“%(value)s” names more than one; write the code."), params={"value": value}
            )
        raise ValidationError(_("Nothing you may see is called “%(value)s”."), params={"value": value})

    def named(self, value: str) -> Q:
        """Return the condition that a row is called `value`."""
        try:
            return Q(pk=UUID(value))
        except ValueError:
            pass
        wanted = Q()
        for name in ("reference", "code", "email", "name", "title"):
            try:
                field = self.target._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if isinstance(field, TranslatedField):
                continue
            wanted |= Q(**{name: value.split(" ")[0] if name in ("reference", "code") else value})
        return wanted or Q(pk=None)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


def name_of(row: Tracked) -> str:
    """Return how a row is written in a box and in a file: its natural name."""
    if isinstance(row, Record):
        return row.reference
    return str(getattr(row, "code", "") or row)
