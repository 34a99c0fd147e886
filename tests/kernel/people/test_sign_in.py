"""Signing in: by name or e-mail, with limits, with a second step, and never by an open door."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.urls import reverse

from comity.kernel.audit.models import Entry
from tests.kernel.people.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def sign_in(login, password=PASSWORD, client=None, **more):
    client = client or Client()
    return client, client.post(LOGIN, {"login": login, "password": password, **more})


def entered(client):
    return client.get(reverse("people:profile")).status_code == 200


@pytest.mark.parametrize("name", ["member", "MEMBER", "member@example.org", "Member@Example.org"])
def test_one_signs_in_by_name_or_by_address(account, name):
    client, answer = sign_in(name)
    assert answer.status_code == 302, answer.content.decode()
    assert entered(client)


def test_the_way_back_is_kept_and_never_leads_elsewhere(account):
    assert sign_in("member", next="/people/units/")[1]["Location"] == "/people/units/"
    assert sign_in("member", next="https://evil.example/")[1]["Location"] == "/"


def test_a_wrong_password_is_refused_in_a_sentence_that_does_not_say_which_was_wrong(account):
    known = sign_in("member", "wrong")[1].content.decode()
    unknown = sign_in("nobody", "wrong")[1].content.decode()
    sentence = "The name or the password is not right."
    assert sentence in known
    assert sentence in unknown


def test_after_five_failures_even_the_right_password_waits(account):
    for _ in range(5):
        sign_in("member", "wrong")
    client, answer = sign_in("member")
    assert "too many attempts" in answer.content.decode()
    assert not entered(client)


def test_name_and_address_of_an_account_are_counted_together(account):
    for name in ("member", "member@example.org", "member", "member@example.org", "Member"):
        sign_in(name, "wrong")
    assert "too many attempts" in sign_in("member@example.org")[1].content.decode()


def test_failures_from_one_place_are_counted_over_all_names(account):
    for number in range(20):
        sign_in(f"guess{number}", "wrong")
    assert "too many attempts" in sign_in("member")[1].content.decode()


def test_the_journal_tells_who_entered_and_who_failed(account, told):
    with told():
        sign_in("member", "wrong")
        sign_in("nobody", "hunter2")
        sign_in("member")
    first, second = Entry.objects.filter(kind="people.account").order_by("seq")
    assert (first.verb, first.actor, first.object_id) == ("sign-in-failed", "system:sign-in", account.pk)
    assert (second.verb, second.person_id) == ("sign-in", account.person_id)
    assert second.changes["ways"][1] == ["password"]
    assert "hunter2" not in "".join(Entry.objects.values_list("after", flat=True))


def test_nobody_makes_an_account_for_oneself(db):
    for path in ("/account/signup/", "/account/email/", "/account/confirm-email/"):
        assert Client().get(path).status_code == 404
        assert Client().post(path, {"login": "me", "password1": PASSWORD}).status_code == 404


def test_a_disabled_account_is_left_outside_and_thrown_out(account, enter, member):
    inside = enter(member)
    assert entered(inside)
    account.allow(False)
    assert not entered(inside)
    assert not entered(sign_in("member")[0])


def test_a_forgotten_password_is_replaced_by_mail_and_ends_other_sessions(account, member, enter):
    old = enter(member)
    client = Client()
    client.post("/account/password/reset/", {"email": "member@example.org"})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link)
    new = "seven purple elephants"
    done = client.post(form["Location"], {"password1": new, "password2": new})
    assert done.status_code == 302, done.content.decode()
    assert not entered(old)
    assert entered(sign_in("member", new)[0])
    assert client.get(link).status_code == 200, "the link is good for one use"


def test_an_unknown_address_is_answered_like_a_known_one(account):
    known = Client().post("/account/password/reset/", {"email": "member@example.org"})
    unknown = Client().post("/account/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.to for letter in mail.outbox] == [["member@example.org"]]


@pytest.mark.parametrize(
    ("weak", "why"), [("short", "too short"), ("password1234", "too common"), ("member@example", "similar")]
)
def test_a_weak_password_is_refused_with_its_reason(account, weak, why):
    client, _answer = sign_in("member")
    said = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    answer = client.post("/account/password/change/", said)
    if answer.status_code == 302:
        client.post(answer["Location"], {"password": PASSWORD})
        answer = client.post("/account/password/change/", said)
    assert why in answer.content.decode()


def code_of(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.fixture
def guarded(account):
    """The member's account with an authenticator app enrolled through the pages; returns its secret."""
    client, _answer = sign_in("member")
    first = client.get("/account/2fa/totp/activate/", follow=True)
    assert "reauthenticate" in first.request["PATH_INFO"]
    page = client.post(
        first.request["PATH_INFO"] + "?next=/account/2fa/totp/activate/", {"password": PASSWORD}, follow=True
    )
    body = page.content.decode()
    assert "data:image/svg+xml" in body
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', body)[1]
    done = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert done.status_code == 302, done.content.decode()
    return secret


def test_an_authenticator_app_is_enrolled_and_asked_for(account, guarded):
    stored = account.authenticator_set.get(type="totp").data["secret"]
    assert guarded not in stored, "secrets are encrypted at rest"
    client, answer = sign_in("member")
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert not entered(client)
    assert not client.post(answer["Location"], {"code": "000000"}).has_header("Location")
    assert client.post(answer["Location"], {"code": code_of(guarded)}).status_code in (200, 302)


def test_a_recovery_code_opens_once(account, guarded):
    codes = RecoveryCodes(account.authenticator_set.get(type="recovery_codes")).get_unused_codes()
    for count in range(2):
        client, answer = sign_in("member")
        client.post(answer["Location"], {"code": codes[0]})
        assert entered(client) == (count == 0)


def test_the_pages_of_sign_in_hold_no_script_of_their_own(account, guarded):
    client, answer = sign_in("member")
    for page in (Client().get(LOGIN), client.get(answer["Location"])):
        scripts = re.findall(r"<script\b[^>]*>", page.content.decode())
        assert scripts
        assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)
        assert "script-src 'self';" in page["Content-Security-Policy"] + ";"


def test_the_rules_for_a_password_stand_beside_its_box(account):
    client, _answer = sign_in("member")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/password/change/").content.decode()
    assert "At least 12 characters" in page
    assert 'placeholder="Password' not in page
