"""The two abstract tables under every register: what is tracked, and what is a record.

Every row of them is changed only through `kernel.actions`, and the database itself refuses a
change whose journal entry is missing (see `kernel.audit.guards`).
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import uuid7


def column(model: Any, name: str) -> Any:
    """Return a field of a model, or of a row, by its name; each kind of field brings its own attributes."""
    return model._meta.get_field(name)


class Classification(models.IntegerChoices):
    """How sensitive a record is (ST/SGB/2007/6)."""

    UNCLASSIFIED = 0, _("Unclassified")
    CONFIDENTIAL = 1, _("Confidential")
    STRICTLY_CONFIDENTIAL = 2, _("Strictly confidential")


class Tracked(models.Model):
    """A row whose every change is in the journal.

    `entry_id` is the journal entry of the last change; `version` counts changes and is the ETag.
    A model may set `flow` (a `kernel.flow.Flow`), `unit_field` (the name of its foreign key to a
    unit; "self" for units; None where sight does not depend on a unit), `party_rights` (what persons
    named in a foreign key may do because the row names them), `untracked` (derived columns kept out
    of the journal), `natural_key` (fields by which files name a row) and `label_field` (the field
    that stands for it). Rows of an `append_only` model are never changed nor removed; rows for which the
    SQL condition `final_when` holds keep all but the fields in `final_free` (a recorded decision).
    `refusals` are what else may not be: (name of the guard, "INSERT", "UPDATE OF column" or "DELETE", an SQL
    condition on OLD and NEW that both engines read, the sentence). The database enforces them all
    (`kernel.audit.guards`).
    """

    unit_field: ClassVar[str | None] = None
    party_rights: ClassVar[Mapping[str, frozenset[str]]] = {}
    untracked: ClassVar[tuple[str, ...]] = ()
    refusals: ClassVar[tuple[tuple[str, str, str, str], ...]] = ()
    natural_key: ClassVar[tuple[str, ...]] = ("code",)
    label_field: ClassVar[str] = "name"
    flow: ClassVar[Any] = None
    append_only: ClassVar[bool] = False
    final_when: ClassVar[str] = ""
    final_free: ClassVar[tuple[str, ...]] = ()
    # What a change replaced, for hooks; only after a change.
    was: dict[str, Any]
    # By what besides the own rights the present step is taken (a recorded decision), for effects and hooks.
    authority: Any = None
    # Of those with a flow: `kernel.flow.models.Governed` brings the columns.
    state: Any
    state_since: Any

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry_id = models.UUIDField(editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)

    class Meta:
        abstract = True
        default_permissions = ()

    @classmethod
    def kind_name(cls) -> str:
        """Return the stable name of this register: `module.model`."""
        return cls._meta.label_lower

    def get_absolute_url(self) -> str:
        """Return the address of the page of this record."""
        from django.urls import reverse

        return reverse(f"{self._meta.label_lower}:detail", args=[self.pk])


class Record(Tracked):
    """A governed thing with a reference, a title, a unit and a classification."""

    unit_field = "unit"
    natural_key = ("reference",)
    label_field = "reference"

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=250)
    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification, default=Classification.UNCLASSIFIED
    )

    class Meta(Tracked.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"
