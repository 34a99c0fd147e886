"""Who signs in for the bench: somebody who sees one part of the organisation, and a desk agent who sees all."""

from typing import Any

LIMITED, AGENT = "bench-limited", "bench-agent"
SHARE = 0.05  # of all units that the limited one reaches


def part_of_tree(paths: list[str]) -> str:
    """Return the path whose subtree comes nearest to the share of all units."""
    wanted = SHARE * len(paths)
    return min(paths, key=lambda top: abs(sum(path.startswith(top) for path in paths) - wanted))


def enrol() -> dict[str, Any]:
    """Add both persons with accounts and grants, through the ordinary write path; say what they reach."""
    from comity.kernel.access.models import Grant
    from comity.kernel.actions.verbs import add
    from comity.kernel.audit import journal
    from comity.kernel.audit.actors import System
    from comity.kernel.people.models import Account, Appointment, Person, Role, Unit

    paths = list(Unit.objects.order_by("path").values_list("path", flat=True))
    top = part_of_tree(paths)
    us, staff = System("bench"), Role.objects.get(code="staff")
    with journal.writing(us, "The bench."):
        for code, place in ((LIMITED, top), (AGENT, paths[0])):
            unit = Unit.objects.get(path=place)
            who = add(us, Person, code=code, name=code.title(), email=f"{code}@example.org", synthetic=True)
            add(us, Appointment, person=who, unit=unit, role=staff, starts=None, ends=None)
            for right in ("view", "add", "change", "work", "note", "export", "confirm"):
                add(
                    us, Grant, person=who, right=right, register="desk.*", unit=unit, below=True, ceiling=1,
                    source="bench",
                )  # fmt: skip
            Account.objects.create_user(code, None, person=who, email=who.email)
    reached = sum(path.startswith(top) for path in paths)
    return {"top": top, "units": len(paths), "reached": reached}


def enter(login: str) -> tuple[str, str]:
    """Return (session cookie, secret of a new API token) of one of the two."""
    from django.test import Client

    from comity.kernel.people.accounts import Account, Token

    account = Account.objects.get(login=login)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    _token, secret = Token.issue(account, "bench", ["read", "write"])
    return client.cookies["sessionid"].value, secret
