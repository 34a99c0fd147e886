"""What hangs on a meeting, an item or a decision takes its sight from there."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Classification, Tracked


class Hanging(Tracked):
    """A row that is seen by who may see its parent: unit and classification are copied from there."""

    unit_field = "unit"
    natural_key: ClassVar[tuple[str, ...]] = ("id",)
    parent_field: ClassVar[str] = "decision"

    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", editable=False
    )
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification, default=Classification.UNCLASSIFIED, editable=False
    )

    class Meta(Tracked.Meta):
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        if getattr(self, f"{self.parent_field}_id") is not None:
            parent = getattr(self, self.parent_field)
            self.unit, self.classification = parent.unit, parent.classification
        super().clean_fields(exclude)
