"""What every journey has: the house, and a function that opens a browser window in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .house import HOUSE, MORNING, House, close_house, enter, open_house, tables

PHONE = {"width": 360, "height": 760}
DESK = {"width": 1280, "height": 900}
SHOTS = os.environ.get("COMITY_SHOTS", "")
"""A folder that keeps a picture of each page a journey looks at."""


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Load the demonstration once for all journeys of a process: it takes some ten seconds."""
    with django_db_blocker.unblock(), tables():
        made = open_house()
        yield made
        enter(made)
        close_house(made)


@pytest.fixture
def house(server: Any, django_db_blocker: Any) -> Iterator[House]:
    """The house at nine in the morning in Nairobi; journeys share its records and write their own."""
    HOUSE.time = MORNING
    with django_db_blocker.unblock():
        enter(server)
        yield HOUSE


class Window:
    """A browser window that remembers what went wrong in it."""

    def __init__(self, context: Any):
        self.page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))

    def _heard(self, said: Any) -> None:
        # A page that is meant to be missing or refused is said by the browser too; that is no fault.
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.faults.append(f"{self.page.url}: {said.text}")


@pytest.fixture
def visit(house: House, chromium: Any) -> Iterator[Callable[..., Any]]:
    """Return the function that opens a window: `visit("desk-agent", "/desk/queue/")` gives a page."""
    windows = []

    def opened(key: str = "", path: str = "/", locale: str = "en", **options: Any) -> Any:
        context = chromium.new_context(
            base_url=house.url, locale=locale, **{"viewport": DESK, "reduced_motion": "reduce", **options}
        )
        if key:
            context.add_cookies([house.cookie(key)])
        window = Window(context)
        windows.append((context, window))
        window.page.goto(path)
        return window.page

    yield opened
    faults = [fault for _context, window in windows for fault in window.faults]
    for context, _window in windows:
        context.close()
    assert faults == []


@pytest.fixture
def shot() -> Callable[..., None]:
    """Return the function that keeps a picture of a page, where somebody wants to look at it."""

    def taken(page: Any, name: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)

    return taken
