"""Where one is signed in, and how to end it."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.kernel.base import moment
from comity.kernel.people.devices import device, tidy
from tests.kernel.people.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


def come(agent):
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/account/login/", {"login": "member", "password": PASSWORD})
    return client


def inside(client):
    return client.get(PAGE).status_code == 200


@pytest.fixture
def both(account):
    return come(FIREFOX), come(IPHONE)


def test_each_session_is_named_by_its_device(both):
    page = both[0].get(PAGE).content.decode()
    assert "Firefox · Linux" in page
    assert "Safari · iPhone" in page
    assert page.count("This session") == 1


def test_one_session_can_be_ended_from_another(both):
    desk, phone = both
    key = UserSession.objects.get(session_key=phone.session.session_key).pk
    desk.post(PAGE, {"end": key})
    assert not inside(phone)
    assert inside(desk)


def test_nobody_ends_the_session_of_another_person(both, neighbour, enter):
    stranger = enter(neighbour)
    key = UserSession.objects.get(session_key=both[0].session.session_key).pk
    stranger.post(PAGE, {"end": key})
    assert inside(both[0])
    assert stranger.post(PAGE, {"end": "9" * 30}).status_code == 302


def test_all_others_end_and_this_one_stays(both, enter, member):
    unnoted = enter(member)
    desk, phone = both
    desk.post(PAGE, {"end": "others"})
    assert inside(desk)
    assert not inside(phone)
    assert not inside(unnoted), "also a session that nobody had noted"
    assert desk.get(PAGE).content.decode().count("<tr>") == 2


def test_signing_out_everywhere_ends_this_session_too(both, enter, member):
    unnoted = enter(member)
    both[0].post(PAGE, {"end": "everywhere"})
    assert not any(inside(client) for client in (*both, unnoted))
    assert inside(come(FIREFOX))


def test_a_visit_is_noted_every_few_minutes_only(both):
    desk = both[0]

    def writes(minutes):
        with moment.at(start + timedelta(minutes=minutes)), CaptureQueriesContext(connection) as seen:
            desk.get(PAGE)
        return [query["sql"] for query in seen.captured_queries if query["sql"].startswith("UPDATE")]

    start = moment.now()
    assert writes(0), "the first visit"
    assert writes(2) == []
    assert any("usersessions_usersession" in sql for sql in writes(6))
    assert writes(8) == []


def test_what_is_over_is_forgotten(both):
    desk, phone = both
    phone.get("/account/login/")
    with moment.at(moment.now() + timedelta(days=15)):
        assert tidy() == 2
    assert not UserSession.objects.exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox · Linux"), (IPHONE, "Safari · iPhone"), ("curl/8.1", "curl"), ("", "")],
)
def test_a_device_is_said_in_words(agent, words):
    assert device(agent) == words
