"""Values kept as JSON, and the sentence made of them for whoever reads it now."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..tongues.text import Text, to_text
from .declare import topics
from .models import Notice


def pack(values: Mapping[str, Any]) -> dict[str, Any]:
    """Make values fit for JSON without losing what the language and the zone of the reader decide."""
    return {name: _pack(value) for name, value in values.items()}


def _pack(value: Any) -> Any:
    match value:
        case Promise():
            raise TypeError(
                "A translated text is fixed in one language here: put it into the topic's sentence."
            )
        case Text():
            return {"text": dict(value)}
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case None | bool() | int() | float() | str():
            return value
    return str(value)


def unpack(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as the present reader writes them."""
    return {name: _unpack(value) for name, value in values.items()}


def _unpack(value: Any) -> Any:
    match value:
        case {"text": dict(texts)}:
            return to_text(texts).best(get_language())[0]
        case {"at": str(at)}:
            return date_format(timezone.localtime(datetime.fromisoformat(at)), "SHORT_DATETIME_FORMAT")
        case {"day": str(day)}:
            return date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT")
        case bool() | str() | None:
            return value
    return localize(value)


def sentence(notice: Notice) -> str:
    """Return the notice as a sentence in the present language."""
    topic = topics.get(notice.topic)
    if topic is None:
        # A module that is gone cannot say any more what its news was.
        return _("There is news.")
    try:
        return str(topic.sentence) % unpack(notice.values)
    except (KeyError, TypeError, ValueError):
        # An older notice may lack a value that the sentence has come to need.
        return str(topic.label)
