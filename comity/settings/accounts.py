"""How people sign in: what we ask of django-allauth, and the limits it keeps for us."""

from typing import Any

from . import env as _env

# One-click sign-in is for a machine of one's own; to show it to others, say so twice.
COMITY_DEMO_PUBLIC = _env.env.bool("COMITY_DEMO_PUBLIC", default=False)

ACCOUNT_ADAPTER = "comity.kernel.people.adapter.AccountAdapter"
ACCOUNT_USER_DISPLAY = "comity.kernel.people.adapter.display"
ACCOUNT_FORMS = {
    "login": "comity.kernel.people.forms.SignInForm",
    "change_password": "comity.kernel.people.forms.ChangeForm",
    "set_password": "comity.kernel.people.forms.SetForm",
    "reset_password_from_key": "comity.kernel.people.forms.ResetForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
# Addresses come from the personnel register, not from whoever signs in.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Comity: "
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# How many proxies of ours stand before the server: limits by address read the address they report.
ALLAUTH_TRUSTED_PROXY_COUNT = _env.env.int("COMITY_PROXIES", default=0)

MFA_ADAPTER = "comity.kernel.people.adapter.SecondStepAdapter"
MFA_FORMS = {"add_webauthn": "comity.kernel.people.forms.AddKeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Comity"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s: clocks in the field drift

# Ours (`people.sessions`) notes the last visit every few minutes instead of at every request.
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 14 * 24 * 3600
PASSWORD_RESET_TIMEOUT = 24 * 3600
EMAIL_TIMEOUT = 10

AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "email", "person")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
