"""Turn what allauth signals into our events."""

from typing import Any

from allauth.account import signals as entry
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as steps
from django.dispatch import receiver

from ..base.events import announce
from .devices import device
from .happenings import AccountChanged, SignedIn, SignInFailed


@receiver(entry.user_logged_in, dispatch_uid="people.entered")
def entered(request: Any, user: Any, **rest: Any) -> None:
    """Tell that an account was entered, and by which ways."""
    records = get_authentication_records(request, user)
    ways = tuple(dict.fromkeys(said.get("type") or said["method"] for said in records))
    address, agent = get_adapter().get_client_ip(request), request.headers.get("User-Agent", "")
    announce(SignedIn(user.pk, ways, address, device(agent)))


@receiver(entry.password_changed, dispatch_uid="people.password")
@receiver(entry.password_set, dispatch_uid="people.password-set")
def password(user: Any, **rest: Any) -> None:
    announce(AccountChanged(user.pk, "password"))


@receiver(entry.password_reset, dispatch_uid="people.password-reset")
def password_reset(user: Any, **rest: Any) -> None:
    announce(AccountChanged(user.pk, "password-reset"))


@receiver(steps.authenticator_added, dispatch_uid="people.step-added")
def step_added(user: Any, authenticator: Any, **rest: Any) -> None:
    announce(AccountChanged(user.pk, "second-step-added", authenticator.type))


@receiver(steps.authenticator_removed, dispatch_uid="people.step-removed")
def step_removed(user: Any, authenticator: Any, **rest: Any) -> None:
    announce(AccountChanged(user.pk, "second-step-removed", authenticator.type))


@receiver(steps.authenticator_reset, dispatch_uid="people.codes")
def codes(user: Any, **rest: Any) -> None:
    announce(AccountChanged(user.pk, "recovery-codes"))


@receiver(steps.authentication_failed, dispatch_uid="people.step-failed")
def step_failed(request: Any, user: Any, authenticator: Any = None, **rest: Any) -> None:
    """Tell that the first step was right and the second was not: a stolen password looks like this."""
    if user is not None and user.pk:
        way = getattr(authenticator, "type", "second-step")
        announce(SignInFailed(user.pk, way, get_adapter().get_client_ip(request)))
