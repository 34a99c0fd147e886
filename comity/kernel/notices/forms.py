"""What a person wishes about notices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .declare import topics
from .models import NoticePreference


def clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PreferenceForm(forms.ModelForm):
    """Mail or not, about what, and when."""

    wanted = forms.MultipleChoiceField(
        label=_("Mail me about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = NoticePreference
        fields = ("mail", "digest", "digest_at", "quiet_from", "quiet_to")
        widgets = {"digest_at": clock(), "quiet_from": clock(), "quiet_to": clock()}  # noqa: RUF012
        help_texts = {  # noqa: RUF012
            "mail": _("Without it, notices are only shown in the page."),
            "digest": _("All news of a day come together."),
            "quiet_from": _(
                "News of these hours are mailed when they are over. Times are those of your zone."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = sorted(
            ((one.code, str(one.label)) for one in topics.values() if one.mail), key=lambda c: c[1]
        )
        if not choices:
            del self.fields["wanted"]
            return
        self.fields["wanted"].choices = choices  # type: ignore[attr-defined]
        self.fields["wanted"].initial = [
            code for code, _label in choices if code not in self.instance.without
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("quiet_from")) != bool(values.get("quiet_to")):
            missing = "quiet_to" if values.get("quiet_from") else "quiet_from"
            raise ValidationError({missing: _("Quiet hours need their beginning and their end.")})
        return values

    def save(self, commit: bool = True) -> NoticePreference:
        if "wanted" in self.fields:
            wanted = set(self.cleaned_data["wanted"])
            self.instance.without = [
                one.code for one in topics.values() if one.mail and one.code not in wanted
            ]
        saved: NoticePreference = super().save(commit)
        return saved
