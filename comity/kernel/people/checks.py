"""The demonstration lets anybody in with one click: it stays on one's own machine unless said twice."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.http.request import split_domain_port

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", ".localhost"})


def demo_is_open() -> bool:
    """Say whether one-click sign-in is offered: asked for, and only on this machine or said to be public."""
    if not settings.COMITY_DEMO:
        return False
    return settings.COMITY_DEMO_PUBLIC or not elsewhere()


def elsewhere() -> list[str]:
    """Return the hosts this installation answers for that are not this machine."""
    return [
        host
        for host in settings.ALLOWED_HOSTS
        if split_domain_port(host)[0] not in LOOPBACK and host not in LOOPBACK
    ]


@checks.register(checks.Tags.security)
def demonstration(**rest: Any) -> list[checks.CheckMessage]:
    """Refuse to start a demonstration that others can reach without COMITY_DEMO_PUBLIC."""
    if not settings.COMITY_DEMO or settings.COMITY_DEMO_PUBLIC or not elsewhere():
        return []
    return [
        checks.Error(
            f"The demonstration would let anybody sign in at {', '.join(elsewhere())}.",
            hint="Set COMITY_DEMO=0, or keep COMITY_HOSTS to localhost, or say COMITY_DEMO_PUBLIC=1 if that is meant.",
            id="people.E001",
        )
    ]
