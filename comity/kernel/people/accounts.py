"""How people sign in: accounts with their preferences, and personal tokens for programs."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ..base.events import announce
from ..base.ids import uuid7
from ..base.moment import now
from ..tongues.text import TranslatedField
from .happenings import AccountChanged, TokenIssued, TokenRevoked

LONGEST = 365  # days a token may live


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; there are no superusers: rights are grants to persons."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        # One query a request brings account, person and place.
        return super().get_queryset().select_related("person__station")

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account that can sign in with `password` (None: only by other ways)."""
        fields["email"] = (fields.get("email") or "").lower()
        account = self.model(login=login.lower(), **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """A way into the system for one person, and how that person likes to read it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField(_("sign-in name"), max_length=80, unique=True)
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    person = models.OneToOneField(
        "people.Person", models.PROTECT, verbose_name=_("person"), null=True, related_name="account"
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)
    theme = models.CharField(_("theme"), max_length=5, default="auto")
    density = models.CharField(_("density"), max_length=12, default="comfortable")
    demo = models.BooleanField(_("part of the demonstration"), default=False)
    demo_label = TranslatedField(_("kind of user shown in the demonstration"), blank=True, default="")
    epoch = models.PositiveIntegerField(default=0, editable=False)
    date_joined = models.DateTimeField(default=now, editable=False)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]
    objects = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        default_permissions = ()

    def __str__(self) -> str:
        return self.login

    @property
    def is_staff(self) -> bool:
        """No account enters by a back door: Django's own administration is not installed."""
        return False

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # The epoch is part of what a session must know, so a higher one ends every session at once.
        said = f"{self.password}:{self.epoch}"
        return salted_hmac("people.account.session", said, secret=secret, algorithm="sha256").hexdigest()

    def end_sessions(self, by: str = "") -> None:
        """Sign out everywhere: no session that was opened before this moment is known any longer."""
        Account.objects.filter(pk=self.pk).update(epoch=F("epoch") + 1)
        self.epoch = Account.objects.values_list("epoch", flat=True).get(pk=self.pk)
        announce(AccountChanged(self.pk, "signed-out-everywhere", by=by))

    def allow(self, entry: bool, by: str = "") -> None:
        """Let the account sign in, or stop it: its sessions end and its tokens hold no longer."""
        self.is_active = entry
        self.save(update_fields=["is_active"])
        announce(AccountChanged(self.pk, "enabled" if entry else "disabled", by=by))
        if not entry:
            self.end_sessions(by)


def digest_of(secret: str) -> str:
    """Return what is kept of a token: its SHA-256; the secret has 256 random bits, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Token(models.Model):
    """A personal API token: it can do what its person can, cut down to its scopes, until it expires.

    A scope is `read` or `write`, alone (all registers) or with a register: `read:desk.ticket`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=80)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("scopes"), default=list)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(null=True)
    used_from = models.GenericIPAddressField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    @classmethod
    def issue(cls, account: Account, name: str, scopes: list[str], days: int = 90) -> tuple["Token", str]:
        """Make a token for `account`, valid `days` days (1 to 365); the secret is returned once and not kept."""
        if not 1 <= days <= LONGEST:
            raise ValueError(f"A token lives between 1 and {LONGEST} days.")
        secret = "comity_" + secrets.token_urlsafe(32)
        token = cls.objects.create(
            account=account,
            name=name,
            scopes=scopes,
            hint=secret[:12],
            digest=digest_of(secret),
            expires_at=now() + timedelta(days=days),
        )
        announce(TokenIssued(account.pk, token.pk, name, tuple(scopes), token.expires_at.isoformat()))
        return token, secret

    def revoke(self) -> None:
        """End the token now and for ever."""
        if Token.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=now()):
            announce(TokenRevoked(self.account_id, self.pk, self.name))

    def __str__(self) -> str:
        return self.name

    @property
    def living(self) -> bool:
        """Say whether the token still opens anything."""
        return self.revoked_at is None and self.expires_at > now()

    @classmethod
    def find(cls, secret: str, address: str | None = None) -> "Token | None":
        """Return the living token with this secret, noting its use at most once an hour."""
        found = (
            cls.objects.select_related("account__person__station")
            .filter(digest=digest_of(secret), revoked_at=None, expires_at__gt=now(), account__is_active=True)
            .first()
        )
        if found and (not found.used_at or now() - found.used_at > timedelta(hours=1)):
            cls.objects.filter(pk=found.pk).update(used_at=now(), used_from=address)
        return found

    def allows(self, verb: str, kind: str) -> bool:
        """Say whether the scopes admit `verb` (read or write) on the register `kind`."""
        # Who may write may read: an answer to a change shows the record.
        enough = ("read", "write") if verb == "read" else (verb,)
        return any(scope in self.scopes for word in enough for scope in (word, f"{word}:{kind}"))
