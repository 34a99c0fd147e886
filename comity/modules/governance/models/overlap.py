"""Two rows that say the same may not hold on the same day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models


def overlapping(row: Any, same: Iterable[str]) -> Any:
    """Return another row with the same values in `same` that holds on a day on which this one does, or None."""
    alike = {}
    for name in same:
        value = getattr(row, row._meta.get_field(name).attname)
        alike[f"{name}__isnull" if value is None else name] = True if value is None else value
    begins, ends = row.starts or date.min, row.ends or date.max
    starts_before = models.Q(starts=None) | models.Q(starts__lte=ends)
    ends_after = models.Q(ends=None) | models.Q(ends__gte=begins)
    others = type(row)._default_manager.filter(starts_before, ends_after, **alike)
    return others.exclude(pk=row.pk).first()
