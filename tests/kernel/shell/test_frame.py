"""The frame: what the menu shows, and how a reader's wishes are kept."""

import pytest
from django.template.loader import get_template
from django.test import Client

from comity.kernel.shell import menu
from comity.kernel.shell.templatetags.shell import initials, next_step, placed, without


@pytest.fixture
def lines(monkeypatch):
    """Give the menu to the test alone."""
    monkeypatch.setattr(menu, "_items", {})
    menu.address.cache_clear()
    yield menu
    menu.address.cache_clear()


def test_the_menu_keeps_the_order_of_the_work_and_shows_only_what_may_be_used(lines):
    lines.add("Organisation", "Last", "shell:theme")
    lines.add("Serve", "First", "shell:language")
    lines.add("Decide", "Hidden", "shell:language", needs=lambda scope: scope == "judge")
    assert [group["name"] for group in lines.groups_for("reader")] == ["serve", "organisation"]
    assert [group["name"] for group in lines.groups_for("judge")] == ["serve", "decide", "organisation"]


def test_the_longest_address_above_the_page_is_current(lines):
    lines.add("Serve", "Language", "shell:language")
    (group,) = lines.groups_for(None, "/shell/language/more/")
    assert group["items"][0]["current"]


def test_what_few_people_open_is_folded_unless_it_would_stand_alone(lines):
    for order, url_name in ((10, "home"), (200, "shell:theme")):
        lines.add("Serve", url_name, url_name, order=order)
    (group,) = lines.groups_for(None)
    assert [len(group["items"]), len(group["more"])] == [2, 0]
    lines.add("Serve", "Language", "shell:language", order=201)
    (group,) = lines.groups_for(None, "/shell/language/")
    assert [line["label"] for line in group["items"]] == ["Home"]
    assert [line["current"] for line in group["more"]] == [False, True]


def test_a_group_that_does_not_exist_is_refused(lines):
    with pytest.raises(ValueError, match="no group of the menu"):
        lines.add("Elsewhere", "X", "shell:language")


@pytest.mark.django_db
def test_a_stranger_keeps_language_and_theme_in_cookies():
    client = Client()
    client.post("/shell/language/", {"language": "ar", "next": "/account/login/"})
    client.post("/shell/theme/", {"theme": "dark"})
    page = client.get("/account/login/").content.decode()
    assert '<html lang="ar" dir="rtl" data-theme="dark"' in page


def test_a_person_keeps_language_and_theme_with_the_account(enter, member):
    client = enter(member)
    client.post("/shell/language/", {"language": "ru"})
    client.post("/shell/theme/", {"theme": "light", "density": "compact"})
    member.account.refresh_from_db()
    assert (member.account.language, member.account.theme, member.account.density) == (
        "ru",
        "light",
        "compact",
    )


@pytest.mark.django_db
def test_a_wish_never_leads_to_another_host():
    answer = Client().post("/shell/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_a_wish_that_nobody_offers_is_not_kept():
    answer = Client().post("/shell/theme/", {"theme": "pink"})
    assert "theme" not in answer.cookies


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_an_error_page_needs_nothing_to_be_drawn(name):
    page = get_template(name).render()
    assert "<h1>" in page
    assert "<main" in page


def test_the_strong_button_is_the_first_primary_step_that_is_allowed():
    shut = {"allowed": False, "primary": True}
    side = {"allowed": True, "primary": False}
    good = {"allowed": True, "primary": True}
    assert next_step([shut, side, good]) is good
    assert without([shut, side, good], good) == [shut, side]
    assert next_step([shut, side]) is None


def test_heads_and_cells_of_a_list_stand_in_the_same_places():
    columns = [{"name": name} for name in ("reference", "title", "state", "a", "b", "c")]
    rows = get_template("registers/rows.jinja", using="jinja2").render(
        {"columns": columns, "rows": [{"url": "/x/", "key": "1", "cells": ["·"] * 6}]}
    )
    assert [place for _column, place in placed(columns)] == ["k", "t", "s", "r r1", "r r2", "r r3"]
    for _column, place in placed(columns):
        assert f'<td class="{place}">' in rows


def test_initials_are_those_of_the_first_and_last_name():
    assert initials("Amina Wanjiku Otieno") == "AO"
    assert initials("李伟") == "李"
