"""What happens to accounts, told to whoever listens: the journal does (`audit.security`)."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class SignedIn:
    """An account was entered; `ways` names how: "password", "totp", "webauthn", "demo"."""

    account: UUID
    ways: tuple[str, ...]
    address: str
    device: str


@dataclass(frozen=True)
class SignInFailed:
    """Somebody who named this account could not prove to be its owner; `way` is what did not hold."""

    account: UUID
    way: str
    address: str


@dataclass(frozen=True)
class TokenIssued:
    """A personal token was made; its secret is known to its owner only."""

    account: UUID
    token: UUID
    name: str
    scopes: tuple[str, ...]
    expires: str


@dataclass(frozen=True)
class TokenRevoked:
    """A personal token holds no longer."""

    account: UUID
    token: UUID
    name: str


@dataclass(frozen=True)
class AccountChanged:
    """Something about how an account is entered has changed.

    `what` is a stable word: "created", "disabled", "enabled", "password", "password-reset", "link",
    "second-step-added", "second-step-removed", "recovery-codes", "signed-out-everywhere". `by` names the
    command that did it; empty when it was the owner.
    """

    account: UUID
    what: str
    detail: str = ""
    by: str = ""
