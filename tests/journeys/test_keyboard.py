"""Everything an agent does most, without a mouse."""

import pytest
from django.urls import reverse

from comity.modules.desk.models import Ticket

pytestmark = pytest.mark.browser


def tab_to(page, selector, most=90):
    """Press Tab until the focus is on an element; fail if it cannot be reached."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} is not reached by Tab")


def test_an_agent_works_by_keys_alone(house, visit):
    page = visit("", "/account/login/")
    agent = reverse("people:demo", args=[house.account("desk-agent").pk])
    tab_to(page, f'form[action="{agent}"] button')
    page.keyboard.press("Enter")
    page.wait_for_url(house.url + "/")

    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()

    page.keyboard.press("/")
    page.keyboard.type("network")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=network*")
    assert page.locator("ol.hits li a").count()

    page.goto(reverse("desk.ticket:list") + "?state=new")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator(".rows a.whole").first
    assert first.evaluate("a => a === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/tickets/*-*/")
    tab_to(page, '.nextstep a[href$="step/begin/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/step/begin/")
    tab_to(page, "form.stepform button.strong")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/tickets/*-*/")
    pk = page.url.rstrip("/").rsplit("/", 1)[-1]
    assert Ticket.objects.get(pk=pk).state == "in_progress"
