"""What belongs to an initiative or a case: seen with it, and changed only while it may be written."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Tracked


class Part(Tracked):
    """A row of a larger whole: `within` names the foreign key that leads there, `__` through another part.

    Its unit is that of the whole, kept on the row so that sight is decided without a join.
    """

    unit_field = "unit"
    natural_key = ("id",)
    within: ClassVar[str] = "case"
    # When a part may still be written although the rest of the case is closed for changes.
    late: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", blank=True, editable=False
    )

    class Meta(Tracked.Meta):
        abstract = True

    def whole(self) -> Any:
        """Return the initiative or case, None while the row does not say it."""
        found: Any = self
        for name in self.within.split("__"):
            if getattr(found, f"{name}_id") is None:
                return None
            found = getattr(found, name)
        return found

    def clean(self) -> None:
        """Take the unit of the whole, and refuse what comes too late."""
        super().clean()
        whole = self.whole()
        if whole is None:
            return
        self.unit = whole.unit
        if whole.state not in (*whole.WRITTEN, *self.late):
            raise ValidationError(whole.too_late())
