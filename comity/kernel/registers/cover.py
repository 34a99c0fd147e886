"""What a row refers to is shown only to who may see it: of anything else one learns that it is there."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..access.rules import visible_to
from ..base.models import Record


def guarded(field: Any) -> Any:
    """Return the model that a field points at when its rows have a classification of their own, else None."""
    target = field.related_model if field.is_relation else None
    return target if target is not None and issubclass(target, Record) else None


def unseen(target: type[models.Model], keys: Iterable[UUID | None], person: Any, scope: Any) -> set[UUID]:
    """Return those of `keys` whose record the reader may not see; one query, none without keys."""
    asked = {key for key in keys if key is not None}
    if not asked:
        return set()
    rows: Any = target._base_manager.filter(pk__in=asked)
    return asked - set(visible_to(person, rows, "view", scope).values_list("pk", flat=True))


def hidden_html() -> SafeString:
    """Stand in for what the reader may not see."""
    return format_html('<span class="muted">{}</span>', _("not shown to you"))
