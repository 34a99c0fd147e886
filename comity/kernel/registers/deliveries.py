"""Sending what was written down for subscribers: made at that moment, signed, tried again."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import orjson
from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ..access.rules import can, visible_to
from ..access.scope import scope_of
from ..actions.models import Comment
from ..base.errors import Refused
from ..base.moment import now
from ..jobs.declare import every, job
from ..jobs.queue import enqueue
from ..jobs.reader import speaking_to
from ..people.models import Account, Person
from . import webhooks
from .api.once import forget as forget_replies
from .api.records import said_on
from .api.shape import whole
from .models import Delivery
from .register import of
from .webhooks import LOOPBACK, Outcome

WAITS = [timedelta(minutes=m) for m in (1, 5, 30, 120, 300, 600, 1440)]
HELD = timedelta(minutes=2)  # a sender that died lets go of a message after this
KEPT = timedelta(days=30)


@job("webhooks.send", title=_("Telling subscribers"), long=True)
def send_all(progress: Any, subscription: str) -> dict[str, int]:
    """Send what is due to one subscriber, in order; after a failure the rest waits with it."""
    sent = 0
    while True:
        due = Delivery.objects.filter(
            subscription__pk=subscription, state=Delivery.WAITING, next_at__lte=now()
        )
        one = due.select_related("subscription__owner__station").order_by("id").first()
        if one is None or not one.subscription.active:
            break
        moment = now()
        # Whoever moves the moment on has the message; there may be several workers.
        mine = Delivery.objects.filter(pk=one.pk, state=Delivery.WAITING, next_at=one.next_at)
        if not mine.update(next_at=moment + HELD, tries=F("tries") + 1):
            continue
        one.tries += 1
        if not deliver(one):
            break
        sent += 1
        progress(sent, None)
    return {"sent": sent}


def deliver(delivery: Delivery) -> bool:
    """Make one message, send it, and write down what became of it; False when the subscriber did not take it."""
    content = message(delivery)
    if content is None:
        _ended(delivery, Delivery.WITHHELD)
        return True
    if not webhooks.senders:
        raise Refused(_("No connector is there that could send webhooks."))
    body = orjson.dumps(content, default=str, option=orjson.OPT_UTC_Z)
    headers = {
        "Content-Type": "application/json", "User-Agent": "Comity-Webhooks/1", "Comity-Event": str(delivery.event),
        "Comity-Delivery": str(delivery.pk),
        "Comity-Signature": webhooks.signature(webhooks.secret_of(delivery.subscription), body, int(now().timestamp())),
    }  # fmt: skip
    host = urlsplit(delivery.subscription.url).hostname or ""
    near = host in LOOPBACK and settings.COMITY_DEMO
    outcome = webhooks.senders[0](
        delivery.subscription.url, body, headers, webhooks.private_allowed() or near
    )
    if outcome.well:
        _ended(delivery, Delivery.SENT, outcome)
        return True
    if delivery.tries > len(WAITS):
        _ended(delivery, Delivery.FAILED, outcome)
    else:
        wait = now() + WAITS[delivery.tries - 1]
        Delivery.objects.filter(pk=delivery.pk).update(
            next_at=wait, status=outcome.status, error=outcome.error[:250]
        )
    return False


def _ended(delivery: Delivery, state: str, outcome: Outcome | None = None) -> None:
    status, error = (outcome.status, outcome.error[:250]) if outcome else (None, "")
    Delivery.objects.filter(pk=delivery.pk).update(state=state, status=status, error=error, ended_at=now())


def message(delivery: Delivery) -> dict[str, Any] | None:
    """Return what the owner may see of the event now, in the owner's language; None when that is nothing."""
    owner, register = delivery.subscription.owner, of(delivery.kind)
    if register is None or not Account.objects.filter(person=owner, is_active=True).exists():
        return None
    content = {
        "id": delivery.event, "delivery": delivery.pk, "kind": delivery.kind, "verb": delivery.verb, "at": delivery.at,
    }  # fmt: skip
    if delivery.verb == "remove":
        return {**content, "record": {"id": delivery.object_id}}
    scope, shape = scope_of(owner), whole(register)
    with speaking_to(owner):
        rows = visible_to(owner, register.rows(), "view", scope).filter(pk=delivery.object_id)
        found = shape.rows(rows.values_list(*shape.paths)[:1], owner, scope)
        if not found:
            return None
        content["record"] = found[0]
        if delivery.comment_id:
            said = Comment.objects.filter(pk=delivery.comment_id).select_related("author").first()
            record = register.model._base_manager.get(pk=delivery.object_id)
            if said is None or (said.internal and not can(owner, "note", record, scope)):
                return None
            content["comment"] = said_on(said)
    return content


def redeliver(person: Person, delivery: Delivery) -> None:
    """Send a message once more, as the record is now."""
    webhooks.owned(person, delivery.subscription)
    Delivery.objects.filter(pk=delivery.pk).exclude(verb="remove", state=Delivery.WITHHELD).update(
        state=Delivery.WAITING, next_at=now(), tries=0, ended_at=None
    )
    enqueue(send_all, subscription=str(delivery.subscription_id))


@every(seconds=30, name="webhooks.due", alone=True)
def send_again() -> int:
    """Ask for the messages whose wait is over."""
    due = Delivery.objects.filter(state=Delivery.WAITING, next_at__lte=now(), subscription__active=True)
    keys: set[UUID] = set(due.values_list("subscription", flat=True).distinct()[:500])
    for key in keys:
        enqueue(send_all, key=f"webhooks:{key}:{int(now().timestamp()) // 30}", subscription=str(key))
    return len(keys)


@job("registers.forget", title=_("Forgetting old replies and deliveries"), every=timedelta(hours=1))
def forget(progress: Any) -> dict[str, int]:
    """Forget replies after a day and ended deliveries after a month."""
    gone, _by = Delivery.objects.filter(ended_at__lt=now() - KEPT).delete()
    return {"deliveries": gone, "replies": forget_replies()}
