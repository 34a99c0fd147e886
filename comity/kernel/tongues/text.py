"""A text in several languages, and the model field that keeps it."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import LANGUAGES


class Text(dict[str, str]):
    """Texts by language code; as a string it reads in the reader's language, or the best other."""

    def best(self, language: str | None = None) -> tuple[str, str]:
        """Return (text, language it is in); English, then any other, when the wish is missing."""
        wish = (language or get_language() or "en").lower()
        for code in (wish, wish.split("-")[0], "en", *self):
            if self.get(code):
                return self[code], code
        return "", wish

    def __str__(self) -> str:
        return self.best()[0]

    def __html__(self) -> str:
        """Mark a fallback with its language, so that screen readers and eyes know."""
        from django.utils.html import escape, format_html

        text, code = self.best()
        if code == (get_language() or "en"):
            return escape(text)
        return format_html('<bdi lang="{}">{}</bdi>', code, text)


def to_text(value: Any) -> Text:
    """Read a mapping, a JSON string or a plain (English) string as a `Text`."""
    if isinstance(value, Text):
        return value
    if isinstance(value, dict):
        return Text({k: v.strip() for k, v in value.items() if isinstance(v, str) and v.strip()})
    if not value:
        return Text()
    if isinstance(value, str) and value.startswith("{"):
        try:
            return to_text(json.loads(value))
        except json.JSONDecodeError:
            pass
    return Text(en=str(value))


class TranslatedField(models.TextField):
    """A column with one text per language, kept as sorted JSON."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        return Text(json.loads(value)) if value else Text()

    def to_python(self, value: Any) -> Text:
        return to_text(value)

    def get_prep_value(self, value: Any) -> str:
        return json.dumps(to_text(value), ensure_ascii=False, sort_keys=True)

    def get_default(self) -> Text:
        return to_text(super().get_default())

    def validate(self, value: Any, instance: Any) -> None:
        strange = set(value) - set(LANGUAGES)
        if strange:
            raise ValidationError(
                _("Unknown language: %(codes)s."), params={"codes": ", ".join(sorted(strange))}
            )
        if not self.blank and not value:
            raise ValidationError(_("Write this in at least one language."))

    def value_to_string(self, obj: Any) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> forms.Field:
        from .forms import TextInLanguages

        return TextInLanguages(
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            long=kwargs.get("long", False),
        )
