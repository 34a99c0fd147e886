"""What belongs to a project: seen with it, and written by its manager while it is open."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Classification, Tracked

from .project import OF_MANAGER, OF_SPONSOR


class Part(Tracked):
    """A row of a project. Unit and classification are those of the project, kept here so that sight needs no join."""

    unit_field = "unit"
    natural_key = ("id",)
    # A path, which queries follow; the properties below answer for one row.
    party_rights = {"project__manager": OF_MANAGER, "project__sponsor": OF_SPONSOR}  # noqa: RUF012
    # In which states of the project it may be written; empty: while it is open.
    while_: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", blank=True, editable=False
    )
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification, default=Classification.UNCLASSIFIED, editable=False
    )

    class Meta(Tracked.Meta):
        abstract = True

    @property
    def project__manager_id(self) -> Any:
        return self._project.manager_id if self._project else None

    @property
    def project__sponsor_id(self) -> Any:
        return self._project.sponsor_id if self._project else None

    @property
    def _project(self) -> Any:
        return self.project if getattr(self, "project_id", None) else None  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Take place and secrecy of the project, and refuse what comes too late."""
        super().clean()
        project = self._project
        if project is None:
            return
        self.unit, self.classification = project.unit, project.classification
        refuse_late(project, self.while_)


def refuse_late(project: Any, states: tuple[str, ...] = ()) -> None:
    """Refuse to write what belongs to a project that is over, or not in one of these states."""
    state = project.flow.states[project.state]
    if state.closed or (states and project.state not in states):
        raise ValidationError(
            _("The project is “%(state)s”, so this stays as it is.") % {"state": state.label}
        )


def same_project(part: Any, *names: str) -> None:
    """Refuse a reference to a row of another project."""
    for name in names:
        other = getattr(part, name) if getattr(part, f"{name}_id") else None
        if other is not None and other.project_id != part.project_id:
            raise ValidationError({name: _("This belongs to another project.")})


def in_order(part: Any, first: str, last: str) -> None:
    """Refuse a last day before the first."""
    begin, end = getattr(part, first), getattr(part, last)
    if begin and end and end < begin:
        raise ValidationError({last: _("The last day comes before the first.")})
