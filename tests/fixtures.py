"""Who and what every test may ask for: always the same units, the same four people, and `make`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def guards_let_the_tables_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lift the guards where a test ends by emptying tables; Django's `post_migrate` puts them back."""
    marker = request.node.get_closest_marker("django_db")
    emptied = {"live_server", "transactional_db", "browse"} & set(request.fixturenames)
    if not emptied and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")  # set up before us, so that it is torn down after us
    yield
    from comity.kernel.audit.guards import lift

    lift()


@pytest.fixture
def make(db: None) -> Callable[..., Any]:
    """Return the function that adds a record: `make("desk.ticket", title="No sound")`."""
    from tests.making import make

    return make


@pytest.fixture
def units(make: Callable[..., Any]) -> dict[str, Any]:
    """Return a small organisation: UN, below it OICT and UNON, below UNON the unit RICT."""
    top = make("people.unit", code="UN", kind="organisation", parent=None)
    oict = make("people.unit", code="OICT", kind="office", parent=top)
    unon = make("people.unit", code="UNON", kind="office", parent=top)
    rict = make("people.unit", code="RICT", kind="unit", parent=unon)
    return {"UN": top, "OICT": oict, "UNON": unon, "RICT": rict}


@pytest.fixture
def someone(make: Callable[..., Any], units: dict[str, Any]) -> Callable[..., Any]:
    """Return the function that makes a person with an account: `someone("Ada", "OICT", "view", "add")`.

    The person is appointed in the unit and holds the rights there and below, on everything up to `ceiling`.
    """
    from comity.kernel.people.accounts import Account

    def person(name: str, unit: str = "OICT", *rights: str, register: str = "*", ceiling: int = 0) -> Any:
        code = name.lower().replace(" ", "-")
        one = make("people.person", code=code, name=name, email=f"{code}@example.org", synthetic=True)
        make("people.appointment", person=one, unit=units[unit], starts=None, ends=None)
        for right in rights:
            make(
                "access.grant", person=one, role=None, right=right, register=register,
                unit=units[unit], below=True, ceiling=ceiling, source="tests",
            )  # fmt: skip
        Account.objects.create_user(code, None, person=one, email=one.email)
        return one

    return person


@pytest.fixture
def root(someone: Callable[..., Any]) -> Any:
    """Somebody who may do everything everywhere, up to strictly confidential."""
    return someone("Root", "UN", "*", ceiling=2)


@pytest.fixture
def member(someone: Callable[..., Any]) -> Any:
    """Somebody of OICT who may see, add and change what is unclassified there."""
    return someone("Member", "OICT", "view", "add", "change")


@pytest.fixture
def neighbour(someone: Callable[..., Any]) -> Any:
    """Somebody of UNON who may do there what the member may at OICT."""
    return someone("Neighbour", "UNON", "view", "add", "change")


@pytest.fixture
def stranger(someone: Callable[..., Any]) -> Any:
    """Somebody with an account and an appointment, and no right at all."""
    return someone("Stranger", "OICT")


@pytest.fixture
def enter() -> Callable[[Any], Client]:
    """Return the function that signs a person in: `enter(member).get("/")`."""

    def signed_in(person: Any) -> Client:
        client = Client()
        client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def index(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Give this test a search index of its own; call it to let the index catch up with the database.

    Numbers of changes begin again with each rolled-back test, so an index of another test would believe
    that it had seen them.
    """
    from comity.kernel.search import outbox
    from comity.kernel.search.follow import catch_up

    settings.COMITY_VAR = tmp_path
    # The test itself is an open transaction, and so are others on the same server: read all that is there.
    monkeypatch.setattr(outbox, "horizon", lambda: outbox.ENDLESS)
    return catch_up
