"""The forms about oneself: sign-in, how one likes to read, personal tokens."""

from itertools import groupby
from typing import Any, ClassVar
from zoneinfo import available_timezones

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordKeyForm, SetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..base.models import column
from .accounts import Account
from .powers import registers

NATIVE = {
    "ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh-hans": "中文",
}  # fmt: skip


class SignInForm(LoginForm):
    """Sign-in by name or e-mail, with words of ours and no placeholder in place of a label."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name or e-mail")
        # "webauthn" lets the browser offer a passkey in the box itself.
        self.fields["login"].widget.attrs = {
            "autocomplete": "username webauthn",
            "autocapitalize": "none",
            "dir": "auto",
        }
        self.fields["login"].max_length = 254
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["remember"].label = _("Stay signed in on this device for two weeks")


class Choosing:
    """The rules for a new password in one sentence, and labels instead of placeholders."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
        self.fields["password1"].label = _("New password")  # type: ignore[attr-defined]
        self.fields["password1"].help_text = _(  # type: ignore[attr-defined]
            "At least 12 characters, not a common password, and not like your name or e-mail. Four unrelated words do well."
        )
        self.fields["password2"].label = _("New password, once more")  # type: ignore[attr-defined]


class ChangeForm(Choosing, ChangePasswordForm):
    """Change one's password; the present one is asked for."""


class SetForm(Choosing, SetPasswordForm):
    """Choose a first password."""


class ResetForm(Choosing, ResetPasswordKeyForm):
    """Choose a password by a link from a letter."""


class AddKeyForm(AddWebAuthnForm):
    """A new passkey or security key, in words that say what the choice means."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key or device")
        self.fields["name"].max_length = 80
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _(
            "Then it is a passkey: it asks for your fingerprint, your face or a PIN. Otherwise it is the second step after "
            "the password."
        )
        self.fields["passwordless"].initial = True


def zones() -> list[tuple[str, Any]]:
    """Return the time zones of the IANA database as choices, in groups by region."""
    names = sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    )
    grouped = groupby(names, key=lambda name: name.split("/")[0])
    return [(region, [(name, name.replace("_", " ")) for name in group]) for region, group in grouped]


class PreferencesForm(forms.ModelForm):
    """How one likes to read: language, time zone, light or dark, wide or dense."""

    use_required_attribute = False

    class Meta:
        model = Account
        fields = ("language", "zone", "theme", "density")
        help_texts: ClassVar[dict[str, Any]] = {
            "zone": _("Every time is shown in this zone, and says so."),
            "density": _("How much of a list fits on the screen."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        tongues = [
            ("", _("As the browser says")),
            *((code, NATIVE.get(code, code)) for code, _name in settings.LANGUAGES),
        ]
        self._choose("language", tongues)
        self._choose("zone", [("", _("As my duty station")), ("UTC", "UTC"), *zones()])
        self._choose("theme", [("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))])
        self._choose("density", [("comfortable", _("Comfortable")), ("compact", _("Compact"))])

    def _choose(self, name: str, choices: list[Any]) -> None:
        old = self.fields[name]
        must = not column(self._meta.model, name).blank
        self.fields[name] = forms.ChoiceField(
            choices=choices, required=must, label=old.label, help_text=old.help_text
        )


class TokenForm(forms.Form):
    """A new personal token: what it is for, what it may do, how long it lives."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("So that you know later which program uses it."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("It expires after"),
        coerce=int,
        initial=90,
        choices=[
            (7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("365 days")),
        ],
    )  # fmt: skip
    reach = forms.ChoiceField(
        label=_("What it may do"),
        initial="read",
        widget=forms.RadioSelect,
        choices=[
            ("read", _("Read whatever I may read")),
            ("write", _("Read and change whatever I may")),
            ("chosen", _("Only what I tick below")),
        ],
    )
    read = forms.MultipleChoiceField(label=_("May read"), required=False, widget=forms.CheckboxSelectMultiple)
    write = forms.MultipleChoiceField(
        label=_("May read and change"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("read", "write"):
            self.fields[name].choices = list(registers().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("reach") == "chosen" and not (said.get("read") or said.get("write")):
            self.add_error("reach", _("Tick at least one register below, or choose another answer."))
        return said

    @property
    def scopes(self) -> list[str]:
        """Return the scopes as a token keeps them."""
        said = self.cleaned_data
        if said["reach"] != "chosen":
            return [said["reach"]]
        return [f"{verb}:{kind}" for verb in ("read", "write") for kind in said[verb]]
