"""Personal tokens: scopes, expiry, one look at the secret, revocation; and who calls the API."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory

from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import NotAllowed
from comity.kernel.base.moment import at, now
from comity.kernel.people import bearer
from comity.kernel.people.accounts import Token
from tests.kernel.people.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Nightly report",
    "days": "30",
    "reach": "chosen",
    "read": ["people.unit"],
    "write": ["people.person"],
}


@pytest.fixture
def client(account):
    client = Client()
    client.post("/account/login/", {"login": "member", "password": PASSWORD})
    return client


def prove(client, path):
    """Say the password again, as the page asks."""
    return client.post(f"/account/reauthenticate/?next={path}", {"password": PASSWORD, "next": path})


def call(secret=None, method="get", **more):
    headers = {"HTTP_AUTHORIZATION": f"Bearer {secret}"} if secret else {}
    request = getattr(RequestFactory(), method)("/api/", **headers, **more)
    request.user = AnonymousUser()
    return request


def test_a_token_is_made_after_the_password_is_said_again_and_shown_once(client, account, told):
    asked = client.post("/account/tokens/add/", SAID)
    assert "/account/reauthenticate/" in asked["Location"]
    with told():
        page = client.post(asked["Location"], {"password": PASSWORD, "next": "/account/tokens/add/"})
    assert page.status_code == 200, "what was typed is carried through the question"
    assert "no-store" in page["Cache-Control"]
    secret = re.search(r'value="(comity_[\w-]+)"', page.content.decode())[1]
    listed = client.get("/account/tokens/").content.decode()
    assert secret not in listed
    assert "Nightly report" in listed
    token = Token.objects.get()
    assert secret not in (token.digest, token.hint)
    assert token.scopes == ["read:people.unit", "write:people.person"]
    entry = Entry.objects.get(kind="people.token")
    assert (entry.verb, entry.person_id) == ("issue", account.person_id)
    assert secret not in entry.after


def test_nothing_ticked_is_asked_again(client):
    prove(client, "/account/tokens/add/")
    page = client.post("/account/tokens/add/", {**SAID, "read": [], "write": []})
    assert "Tick at least one register" in page.content.decode()
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("scopes", "verb", "kind", "allowed"),
    [
        (["read"], "read", "people.unit", True),
        (["read"], "write", "people.unit", False),
        (["write"], "read", "people.unit", True),
        (["read:people.unit"], "read", "people.unit", True),
        (["read:people.unit"], "read", "people.person", False),
        (["read:people.unit"], "write", "people.unit", False),
        (["write:people.unit"], "read", "people.unit", True),
        ([], "read", "people.unit", False),
    ],
)
def test_a_token_does_what_its_scopes_say(scopes, verb, kind, allowed):
    assert Token(scopes=scopes).allows(verb, kind) is allowed


def test_a_token_opens_until_it_expires(account):
    token, secret = Token.issue(account, "x", ["read"], 7)
    assert bearer.account_of(call(secret)) == (account, token)
    with at(now() + timedelta(days=8)), pytest.raises(bearer.BadToken):
        bearer.account_of(call(secret))
    for days in (0, 366):
        with pytest.raises(ValueError, match="between"):
            Token.issue(account, "x", ["read"], days)


def test_the_use_of_a_token_is_noted_with_its_place(account):
    token, secret = Token.issue(account, "x", ["read"])
    bearer.account_of(call(secret, REMOTE_ADDR="192.0.2.7"))
    token.refresh_from_db()
    assert token.used_from == "192.0.2.7"
    assert now() - token.used_at < timedelta(minutes=1)


def test_a_revoked_token_opens_nothing(client, account, told):
    token, secret = Token.issue(account, "x", ["read"])
    path = f"/account/tokens/{token.pk}/revoke/"
    assert "/account/reauthenticate/" in client.post(path)["Location"]
    with told():
        prove(client, path)
    with pytest.raises(bearer.BadToken):
        bearer.account_of(call(secret))
    assert Entry.objects.get(verb="revoke").object_id == token.pk


def test_nobody_revokes_the_token_of_another(client, neighbour):
    token, _secret = Token.issue(neighbour.account, "x", ["read"])
    path = f"/account/tokens/{token.pk}/revoke/"
    prove(client, "/account/tokens/")
    assert client.post(path).status_code == 404
    token.refresh_from_db()
    assert token.living


def test_the_token_of_a_disabled_account_opens_nothing(account):
    _token, secret = Token.issue(account, "x", ["read"])
    account.allow(False)
    with pytest.raises(bearer.BadToken):
        bearer.account_of(call(secret))


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic bWVtYmVyOng=", "comity_x"])
def test_a_wrong_authorization_is_refused_even_beside_a_session(account, header):
    request = call()
    request.META["HTTP_AUTHORIZATION"] = header
    request.user = account
    with pytest.raises(bearer.BadToken):
        bearer.account_of(request)


def test_a_cookie_alone_reads_but_changes_nothing(account):
    request = call()
    request.user = account
    assert bearer.account_of(request) == (account, None)
    request = call(method="post")
    request.user = account
    with pytest.raises(NotAllowed):
        bearer.account_of(request)


def test_a_stranger_is_nobody():
    assert bearer.account_of(call()) == (None, None)


def test_the_caller_is_known_to_the_rest_of_the_request(account):
    request = HttpRequest()
    bearer.enter(request, account)
    assert request.person == account.person
