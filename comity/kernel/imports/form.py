"""The form of the upload page: which file, how to understand it, and whether only to look."""

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..registers.forms import RecordForm
from . import mappings

if TYPE_CHECKING:
    from .foreign import ForeignFile


class SentFile(forms.FileField):
    """A file of certain endings and of at most so many bytes; its content is checked when it is stored."""

    def __init__(self, kinds: tuple[str, ...], largest: int | None, **rest: Any):
        super().__init__(**rest)
        self.kinds, self.largest = kinds, largest

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = super().clean(data, initial)
        if PurePath(sent.name).suffix.lower().lstrip(".") not in self.kinds:
            raise forms.ValidationError(
                _("Send a file that ends in one of these: %(kinds)s.") % {"kinds": ", ".join(self.kinds)}
            )
        if self.largest and sent.size > self.largest:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s; divide it.") % {"limit": filesizeformat(self.largest)}
            )
        return sent


def form_for(brought: "type[ForeignFile]", person: Any, scope: Any) -> type[RecordForm]:
    """Return the form class of a foreign file for a person."""
    made: dict[str, forms.Field] = {
        "file": SentFile(
            brought.kinds, brought.largest, label=gettext_lazy("File"), help_text=brought.file_help
        )
    }
    if brought.mapping:
        made["mapping"] = forms.ChoiceField(
            label=gettext_lazy("How its columns are to be understood"),
            choices=mappings.choices(brought.mapping, brought.shipped),
        )
    made |= brought.asks(person, scope)
    made["dry"] = forms.BooleanField(
        label=gettext_lazy("Only look: say what would happen, write nothing"), required=False, initial=True
    )
    return type("ForeignFileForm", (RecordForm,), made)
