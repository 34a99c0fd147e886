"""Who entered, who failed to, and what changed about accounts: written in the journal like everything else.

The kind is "people.account" (or "people.token"), the object the account (or the token); the actor is the
person of the account. A failure is written by the system: whoever failed is just not known to be that person.
"""

from typing import Any

from ..base.events import on
from ..people.accounts import Account
from ..people.happenings import AccountChanged, SignedIn, SignInFailed, TokenIssued, TokenRevoked
from .actors import Actor, System
from .journal import acting, record, writing

ENTRY = System("sign-in")


def person_behind(key: Any) -> Actor:
    """Return the person of an account, or the system where the account belongs to nobody."""
    account = Account.objects.filter(pk=key).first()
    return account.person if account and account.person else ENTRY


@on(SignedIn)
def signed_in(event: SignedIn) -> None:
    with writing(person_behind(event.account)):
        said = {"ways": list(event.ways), "address": event.address, "device": event.device}
        record("people.account", event.account, "sign-in", after=said)


@on(SignInFailed)
def failed(event: SignInFailed) -> None:
    with writing(ENTRY):
        said = {"way": event.way, "address": event.address}
        record("people.account", event.account, "sign-in-failed", after=said)


@on(TokenIssued)
def issued(event: TokenIssued) -> None:
    with writing(person_behind(event.account)):
        said = {
            "name": event.name,
            "scopes": list(event.scopes),
            "expires": event.expires,
            "account": event.account,
        }
        record("people.token", event.token, "issue", after=said)


@on(TokenRevoked)
def revoked(event: TokenRevoked) -> None:
    with writing(person_behind(event.account)):
        record("people.token", event.token, "revoke", after={"name": event.name, "account": event.account})


@on(AccountChanged)
def changed(event: AccountChanged) -> None:
    # Made by a command, the change names the command; else it is the owner's own doing.
    actor = System(event.by) if event.by else acting() or person_behind(event.account)
    with writing(actor):
        record(
            "people.account",
            event.account,
            event.what,
            after={"detail": event.detail} if event.detail else {},
        )
