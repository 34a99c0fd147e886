"""Telling other programs of changes: written with the change, sent later, and only what the owner may see.

A message is signed: `Comity-Signature: t=<seconds>,v1=<HMAC-SHA256 of "t.body" with the secret>`. It may
come twice (`id` names the event) and shows the record as it is when it is sent. The network itself is the
business of a connector, which names its sender with `sender`.
"""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ..access.rules import can
from ..actions.hooks import after
from ..actions.models import Comment
from ..actions.verbs import add, change, remove
from ..base.errors import NotAllowed, Refused
from ..base.ids import uuid7
from ..base.models import Tracked
from ..jobs.queue import enqueue
from ..people.models import Person
from .models import Delivery, Subscription
from .register import of, registers

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PLAIN_VERBS = ("add", "change", "remove", "comment")
VERBS = {
    "add": _("Added"),
    "change": _("Changed"),
    "step": _("A step was taken"),
    "comment": _("Something was said"),
    "remove": _("Removed"),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one sending: the HTTP status, or why there is none."""

    status: int | None
    error: str = ""

    @property
    def well(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


# (address, body, headers, whether private addresses are allowed) -> what became of it
Sender = Callable[[str, bytes, dict[str, str], bool], Outcome]
senders: list[Sender] = []


def sender(send: Sender) -> Sender:
    """Let the decorated function of a connector send messages."""
    senders[:] = [send]
    return send


def private_allowed() -> bool:
    """Say whether messages may go to addresses inside the house."""
    return bool(getattr(settings, "COMITY_WEBHOOK_PRIVATE", False))


def check_url(url: str) -> None:
    """Refuse addresses that would carry records in the clear; on loopback a demonstration may."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise ValidationError({"url": _("This is no proper address.")}) from fault
    if (
        not host
        or parts.username
        or parts.password
        or parts.fragment
        or not url.isascii()
        or any(c <= " " for c in url)
    ):
        raise ValidationError({"url": _("This is no proper address.")})
    near = host in LOOPBACK and settings.COMITY_DEMO
    if parts.scheme != "https" and not (parts.scheme == "http" and near):
        raise ValidationError({"url": _("The address begins with https://.")})


def secret_of(subscription: Subscription) -> str:
    """Return the secret that signs; it follows from the installation's key, so it is kept nowhere."""
    said = f"{subscription.pk}:{subscription.serial}"
    return "whsec_" + salted_hmac("comity.webhooks", said, algorithm="sha256").hexdigest()


def signature(secret: str, body: bytes, seconds: int) -> str:
    """Return the value of `Comity-Signature`."""
    mac = hmac.new(secret.encode(), f"{seconds}.".encode() + body, "sha256").hexdigest()
    return f"t={seconds},v1={mac}"


def subscribe(person: Person, url: str, kinds: Sequence[str], verbs: Sequence[str] = ()) -> Subscription:
    """Let a program of `person` be told of changes in the registers `kinds` (no verbs: of all)."""
    return add(person, Subscription, owner=person, **_checked(url=url, kinds=kinds, verbs=verbs))


def alter(person: Person, subscription: Subscription, **values: Any) -> Subscription:
    """Change a subscription. Only its owner may: another would read with the owner's eyes."""
    owned(person, subscription)
    return change(person, subscription, **_checked(**values))


def renew_secret(person: Person, subscription: Subscription) -> str:
    """End the old secret and return the new one."""
    alter(person, subscription, serial=subscription.serial + 1)
    return secret_of(subscription)


def end(person: Person, subscription: Subscription) -> None:
    """Remove a subscription with its deliveries."""
    owned(person, subscription)
    remove(person, subscription, "No longer wanted.")


def owned(person: Person, subscription: Subscription) -> None:
    """Refuse unless the subscription is the person's own."""
    if subscription.owner_id != person.pk:
        raise NotAllowed(_("This webhook belongs to somebody else."))


def _checked(**values: Any) -> dict[str, Any]:
    for name, known in (("kinds", registers), ("verbs", VERBS)):
        if name in values:
            values[name] = sorted(set(values[name]))
            if not set(values[name]) <= set(known):
                raise Refused(
                    _("Choose among what is offered."), {name: [_("Choose among what is offered.")]}
                )
    if "kinds" in values and not values["kinds"]:
        raise Refused(_("Choose at least one register."), {"kinds": [_("Choose at least one register.")]})
    return values


@after()
def write_deliveries(records: Sequence[Tracked], verb: str) -> None:
    """Write down, in the transaction of a change, whom to tell of it."""
    first = records[0]
    spoken = isinstance(first, Comment)
    if verb == "comment" or (spoken and verb != "add"):
        return  # a comment tells of itself, when it is added
    about = [
        (r.kind_of, r.object_id, r.pk) if isinstance(r, Comment) else (r.kind_name(), r.pk, None)
        for r in records
    ]
    kind, word = about[0][0], "comment" if spoken else verb
    if of(kind) is None:
        return
    rows: list[Delivery] = []
    for one in Subscription.objects.filter(active=True).select_related("owner"):
        if kind not in one.kinds or not wanted(one, word):
            continue
        # A record that goes cannot be asked about later, so the right to see it is asked now.
        told = (
            about
            if verb != "remove"
            else [a for a, r in zip(about, records, strict=True) if can(one.owner, "view", r)]
        )
        rows += [
            Delivery(subscription=one, event=uuid7(), kind=k, verb=word, object_id=pk, comment_id=said)
            for k, pk, said in told
        ]
    Delivery.objects.bulk_create(rows, batch_size=500)
    for key in {row.subscription_id for row in rows}:
        enqueue("webhooks.send", subscription=str(key))


def wanted(subscription: Subscription, verb: str) -> bool:
    """Say whether a subscriber wants to hear of a verb; steps go by one word."""
    verbs = subscription.verbs
    return not verbs or (verb if verb in PLAIN_VERBS else "step") in verbs
