"""One's own page, and accounts made from the command line."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from comity.kernel.audit.models import Entry
from comity.kernel.people.accounts import Account

pytestmark = pytest.mark.django_db
PAGE = "/account/profile/"


def say(*words):
    out = StringIO()
    call_command("account", *words, stdout=out)
    return out.getvalue()


def test_the_page_says_what_one_may_do_and_where(member, enter):
    page = enter(member).get(PAGE).content.decode()
    assert "add, change" in page.replace("see, ", "")
    assert "OICT" in page
    assert "and below" in page


def test_preferences_are_kept_and_used(member, enter):
    client = enter(member)
    said = {"language": "ar", "zone": "Africa/Nairobi", "theme": "dark", "density": "compact"}
    assert client.post(PAGE, said)["Location"] == PAGE
    page = client.get(PAGE).content.decode()
    assert 'dir="rtl"' in page
    assert 'data-theme="dark"' in page


def test_a_zone_that_does_not_exist_is_refused(member, enter):
    page = enter(member).post(
        PAGE, {"language": "", "zone": "Mars/Base", "theme": "auto", "density": "compact"}
    )
    assert page.status_code == 200
    assert not Account.objects.get(pk=member.account.pk).zone


def test_a_stranger_is_led_to_sign_in(db):
    for path in (PAGE, "/account/tokens/", "/account/tokens/add/", "/account/sessions/"):
        assert Client().get(path)["Location"] == f"/account/login/?next={path}"


def test_an_account_is_made_for_a_person_and_its_link_opens_once(make, told):
    make("people.person", code="7001", name="Ada", email="ada@example.org", language="fr")
    with told():
        said = say("create", "7001", "--address", "http://testserver")
    link = re.search(r"http://testserver(\S+)", said)[1]
    client = Client()
    form = client.get(link)
    new = "seven purple elephants"
    assert client.post(form["Location"], {"password1": new, "password2": new}).status_code == 302
    assert Client().post("/account/login/", {"login": "ada", "password": new}).status_code == 302
    assert "Location" not in Client().get(link)
    assert list(Entry.objects.filter(kind="people.account").values_list("verb", "actor").order_by("seq")) == [
        ("created", "system:account"),
        ("link", "system:account"),
    ]


def test_a_person_has_one_account(make, member):
    with pytest.raises(CommandError, match="has an account already"):
        say("create", member.code)
    with pytest.raises(CommandError, match="no person"):
        say("create", "nobody")


def test_accounts_are_listed_disabled_and_enabled(member):
    say("disable", "member")
    assert "(disabled)" in say("list", "memb")
    say("enable", "member")
    assert "(disabled)" not in say("list")
