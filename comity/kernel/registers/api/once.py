"""The same POST twice has one effect: replies are kept by idempotency key, with the effect or not at all."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ...base.moment import now
from ..models import Reply
from .problems import Problem, unreadable

KEPT = timedelta(hours=24)
PROPER = re.compile(r"^[\x21-\x7e]{1,200}$")
KEPT_HEADERS = ("ETag", "Location")


def once(request: Any, account: Any, raw: bytes, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do `act` and keep its answer, or give the answer that the same key got before."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return act()
    if not PROPER.match(key):
        raise unreadable(
            "Idempotency-Key", _("The idempotency key has 1 to 200 visible ASCII characters."), "key"
        )
    digest = hashlib.sha256(b"\n".join([request.method.encode(), request.path.encode(), raw])).hexdigest()
    with transaction.atomic():
        if not _alone(f"{account.pk}:{key}"):
            raise Problem(
                409,
                "under-way",
                _("A request with this key is still being worked on."),
                headers={"Retry-After": "1"},
            )
        Reply.objects.filter(account=account, key=key, at__lt=now() - KEPT).delete()
        known = Reply.objects.filter(account=account, key=key).first()
        if known:
            return again(known, digest)
        response = act()
        Reply.objects.create(
            account=account, key=key, digest=digest, status=response.status_code, body=response.content,
            headers={name: response[name] for name in KEPT_HEADERS if name in response},
        )  # fmt: skip
    return response


def again(known: Reply, digest: str) -> HttpResponse:
    """Give the answer that was given before."""
    if known.digest != digest:
        raise Problem(
            422, "key-reused", _("This idempotency key was used for another request; make a new one.")
        )
    response = HttpResponse(bytes(known.body), content_type="application/json", status=known.status)
    for name, value in known.headers.items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response


def _alone(name: str) -> bool:
    """Say whether nobody else works under this name; on SQLite the one write lock has seen to that."""
    if connection.vendor != "postgresql":
        return True
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


def forget() -> int:
    """Forget the replies whose day is over."""
    return Reply.objects.filter(at__lt=now() - KEPT).delete()[0]
