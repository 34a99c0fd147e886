"""What we say differently from allauth: who may enter, what is told, how secrets are kept."""

import base64
import hashlib
import logging
from io import BytesIO
from smtplib import SMTPException
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from ..base.events import announce
from .accounts import Account
from .devices import device
from .happenings import SignInFailed

log = logging.getLogger(__name__)


def display(account: Account) -> str:
    """Name an account as its person wishes to be named."""
    return account.person.name if account.person else account.login


def named(credentials: dict[str, Any]) -> Account | None:
    """Return the account that somebody means who typed a sign-in name or an e-mail."""
    name = str(credentials.get("username") or credentials.get("email") or "").lower()
    if not name:
        return None
    return Account.objects.filter(login=name).first() or Account.objects.filter(email=name).first()


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; a failure that concerns an account is told to the journal."""

    error_messages = {  # noqa: RUF012
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The name or the password is not right. Check both and try again."),
        "email_password_mismatch": _("The name or the password is not right. Check both and try again."),
        "invalid_login": _("The name or the password is not right. Check both and try again."),
        "too_many_login_attempts": _(
            "There were too many attempts with this name or from this place. Wait five minutes and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for oneself: accounts follow the personnel register."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # One count for an account, whether it is named by sign-in name or by e-mail.
        account = named(credentials)
        return (
            f"account:{account.pk}"
            if account
            else super()._get_login_attempts_cache_key(request, **credentials)
        )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell of a wrong password for a known account; unknown names go to the log only.

        The journal keeps for ever, so it must not take in what strangers type: at times, passwords.
        """
        account, address = named(credentials), self.get_client_ip(request)
        if account:
            announce(SignInFailed(account.pk, "password", address))
        else:
            log.warning("Somebody at %s tried to sign in with a name that is not known.", address)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter; when the mail server cannot be reached, the page still answers."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            log.exception("The letter %s could not be sent.", template_prefix)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:profile")


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are encrypted at rest with the installation's key."""

    def _box(self) -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = (hashlib.sha256(f"people.second-step:{key}".encode()).digest() for key in keys)
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return self._box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The key was changed without keeping the old one: the code cannot match, the person enrols again.
            log.error("A second step cannot be read: put the former key into SECRET_KEY_FALLBACKS.")
            return ""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        # The device at hand says more than a number; the person may write another name.
        request = context.request
        return device(request.headers.get("User-Agent", "")) or super().generate_authenticator_name(
            user, type
        )

    def build_totp_svg(self, url: str) -> str:
        # On white, so that a camera reads it on a dark page too.
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        # Browsers show this name beside the passkey.
        return {
            **super().get_public_key_credential_rp_entity(),
            "name": f"Comity · {settings.COMITY_ORGANISATION}",
        }
