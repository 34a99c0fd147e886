"""A real browser for the journeys: Debian's Chromium or the Chrome of the machine, never a downloaded one."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a running browser; a machine without one skips, continuous integration must have one."""
    found = os.environ.get("COMITY_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        sentence = "No Chromium or Chrome was found (Debian: sudo apt install chromium)."
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; the ORM is right to ask, and there is no danger here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Return the function that opens a window: `browse(member, "/", locale="ar")` gives a page."""
    contexts = []

    def opened(person: Any = None, path: str = "/", locale: str = "en", **options: Any) -> Any:
        context = chromium.new_context(base_url=live_server.url, locale=locale, **options)
        contexts.append(context)
        if person is not None:
            client = Client()
            client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
            cookie = client.cookies["sessionid"]
            context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
