"""Start-up check: no register row is changed or removed behind the journal's back."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import models

from ..base.models import Tracked
from .guards import tracked_models


def no_cascades(app_configs: Any = None, **rest: Any) -> list[CheckMessage]:
    """Name foreign keys between registers whose deletion rule would write without a journal entry."""
    return [
        Error(
            f"{model.__name__}.{field.name} is removed or emptied together with what it points at.",
            hint="Use on_delete=PROTECT: the guards refuse such a removal, because it has no entry.",
            id="audit.E001",
        )
        for model in tracked_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey)
        and isinstance(field.related_model, type)
        and issubclass(field.related_model, Tracked)
        and field.remote_field.on_delete not in (models.PROTECT, models.RESTRICT, models.DO_NOTHING)
    ]
