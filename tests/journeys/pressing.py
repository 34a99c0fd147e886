"""What people do on pages, named once: enter, take a step, send a form."""

import re

from django.urls import reverse


def enter_as(page, house, key):
    """Press the button of one of the cast on the sign-in page, as somebody new to the house does."""
    page.goto("/account/login/")
    form = page.locator(f'form[action="{reverse("people:demo", args=[house.account(key).pk])}"]')
    if not form.is_visible():
        page.locator("main details summary").first.click()
    press(form.get_by_role("button"))


def key_of(page):
    """Return the key of the record whose page is open."""
    return re.search(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", page.url).group()


def fill(page, values):
    """Answer the questions of a form by their names; a list is chosen from, a box is written in."""
    for name, value in values.items():
        box = page.locator(f'main [name="{name}"]').first
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        elif box.get_attribute("type") == "radio":
            page.locator(f'main [name="{name}"][value="{value}"]').check()
        else:
            box.fill(value)


def press(button):
    """Press a button that sends a form, and wait for the page that answers: a click alone returns before it is there."""
    with button.page.expect_navigation():
        button.first.click()


def send(page, values=(), form="main form.form"):
    """Fill in a form, press its strong button, and wait for the page that answers."""
    fill(page, dict(values))
    press(page.locator(f"{form} button.strong"))


def step(page, name, **values):
    """Take a step from the page of a record, as the page offers it."""
    link = page.locator(f'.nextstep a[href$="step/{name}/"]')
    if not link.is_visible():
        page.locator(".nextstep summary").click()
    link.click()
    send(page, values, "form.stepform")


def is_in(page, language):
    """Say that a page is in a language, runs its way, and stays inside the window."""
    html = page.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
