"""One-click sign-in: in the demonstration, on one's own machine, and nowhere else."""

import importlib

import pytest
from django.test import Client

from comity.kernel.people.checks import demonstration

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(stranger):
    account = stranger.account
    account.demo, account.demo_label = True, {"en": "Desk agent", "fr": "Agent du centre de services"}
    account.save()
    return account


@pytest.fixture
def here(settings):
    settings.COMITY_DEMO, settings.COMITY_DEMO_PUBLIC = True, False
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    return Client(HTTP_HOST="localhost")


def test_the_page_offers_the_cast_in_the_readers_language(actor, here):
    assert (
        "Agent du centre de services"
        in here.get("/account/login/", HTTP_ACCEPT_LANGUAGE="fr").content.decode()
    )


def test_one_click_enters_and_leads_where_one_wanted_to_go(actor, here):
    answer = here.post(f"/account/demo/{actor.pk}/", {"next": "/account/tokens/"})
    assert answer["Location"] == "/account/tokens/"
    assert here.get("/account/profile/").status_code == 200


def test_one_click_changes_from_one_to_another(actor, here, member, enter):
    client = enter(member)
    client.post(f"/account/demo/{actor.pk}/", HTTP_HOST="localhost")
    assert client.get("/account/profile/", HTTP_HOST="localhost").context["user"] == actor


def test_a_link_does_not_enter_and_a_form_needs_its_token(actor, here):
    assert here.get(f"/account/demo/{actor.pk}/").status_code == 405
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    assert strict.post(f"/account/demo/{actor.pk}/").status_code == 403


def test_an_ordinary_account_is_never_entered_so(here, member):
    assert here.post(f"/account/demo/{member.account.pk}/").status_code == 404


@pytest.mark.parametrize("say", [{"COMITY_DEMO": False}, {"ALLOWED_HOSTS": ["localhost", "ict.example.org"]}])
def test_without_a_demonstration_there_is_no_such_page(actor, here, settings, say):
    for name, value in say.items():
        setattr(settings, name, value)
    assert here.post(f"/account/demo/{actor.pk}/").status_code == 404
    assert "Desk agent" not in here.get("/account/login/").content.decode()
    assert here.get("/account/profile/").status_code == 302


def test_production_has_no_demonstration(monkeypatch):
    monkeypatch.setenv("COMITY_DEMO", "1")
    prod = importlib.reload(importlib.import_module("comity.settings.prod"))
    assert prod.COMITY_DEMO is False


def test_a_demonstration_that_others_can_reach_does_not_start(here, settings):
    assert demonstration() == []
    settings.ALLOWED_HOSTS = ["localhost", "ict.example.org"]
    (fault,) = demonstration()
    assert "ict.example.org" in fault.msg
    settings.COMITY_DEMO_PUBLIC = True
    assert demonstration() == []
