"""Writing one text in several languages: a box for the reader's language, the others folded away."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import LANGUAGES
from .text import Text, to_text


class LanguagesWidget(forms.MultiWidget):
    """Boxes in the order: the reader's language, English, the rest."""

    template_name = "tongues/languages.html"

    def __init__(self, long: bool = False):
        box = forms.Textarea if long else forms.TextInput
        super().__init__({code: box(attrs={"lang": code, "dir": "auto"}) for code in LANGUAGES})

    def decompress(self, value: Any) -> list[str]:
        text = to_text(value)
        return [text.get(code, "") for code in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        named = dict(settings.LANGUAGES)
        mine = (get_language() or "en").lower()
        parts = list(zip(LANGUAGES, context["widget"]["subwidgets"], strict=True))
        for code, part in parts:
            part["language"], part["code"] = named[code], code
        context["first"] = [part for code, part in parts if code == mine]
        context["rest"] = [part for code, part in parts if code != mine]
        context["written"] = [part["language"] for code, part in parts if code != mine and part["value"]]
        return context


class TextInLanguages(forms.MultiValueField):
    """A form field whose value is a `Text`."""

    def __init__(self, long: bool = False, **kwargs: Any):
        kwargs.setdefault("widget", LanguagesWidget(long))
        required = kwargs.pop("required", True)
        super().__init__(
            [forms.CharField(required=False) for _code in LANGUAGES],
            require_all_fields=False,
            required=False,
            **kwargs,
        )
        self.must = required

    def compress(self, values: list[str]) -> Text:
        return to_text(dict(zip(LANGUAGES, values or [], strict=False)))

    def clean(self, value: Any) -> Text:
        text: Text = super().clean(value)
        if self.must and not text:
            raise forms.ValidationError(_("Write this in at least one language."))
        return text
