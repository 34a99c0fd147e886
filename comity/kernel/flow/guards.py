"""Guards that many flows need."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .flows import Guard, Sentence


def differs_from(*fields: str) -> Guard:
    """Refuse the person who is named in one of these fields (the requester never decides)."""

    def guard(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
        for name in fields:
            if actor.pk is not None and getattr(record, f"{name}_id") == actor.pk:
                word = record._meta.get_field(name).verbose_name
                return _("You are the %(role)s of this record, so somebody else takes this step.") % {
                    "role": word
                }
        return None

    return guard


def in_future(field: str) -> Guard:
    """Refuse a date of the step that is not in the future."""

    def guard(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
        from ..base.moment import now

        value = values.get(field)
        if value is None:
            return None
        today = now() if hasattr(value, "hour") else now().date()
        if value <= today:
            word = record._meta.get_field(field).verbose_name
            return _("“%(field)s” has to be in the future.") % {"field": word}
        return None

    return guard
