"""Take the pictures of the documentation: `python -m tools.screenshots [address]` of a running demonstration.

It starts nothing: run `make run` first. It needs Chromium or Chrome and fonts for six languages
(Debian: sudo apt install chromium fonts-noto-core fonts-noto-cjk). A fresh demonstration gives the same pictures
but for the dates. Some by name: `python -m tools.screenshots queue home`.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .files import ROOT
from .picture import pixels, small

FOLDER = ROOT / "docs" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"]
DESK, PHONE = (1280, 800), (390, 844)
# The quick pages come first; a step finds its page as a person would, by following links.
Find = Callable[[Any], None]


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the kind of user (key of the demonstration), where, and in which dress."""

    name: str
    who: str
    path: str
    size: tuple[int, int] = DESK
    language: str = ""
    theme: str = "light"
    find: Find | None = None


def first(selector: str) -> Find:
    """Return a step that follows the first link matching a selector."""

    def step(page: Any) -> None:
        href = page.locator(selector).first.get_attribute("href")
        page.goto(href, wait_until="networkidle")

    return step


def why(page: Any) -> None:
    """Go from a list of tickets to *Why this time?* of the first."""
    first("main table a[href^='/desk/tickets/']")(page)
    page.goto(re.sub(r"[?#].*", "", page.url) + "time/", wait_until="networkidle")


def decision(page: Any) -> None:
    """Go from a list of decided cases to the decision on the first."""
    first("main table a[href^='/portfolio/cases/0']")(page)
    first("main a[href^='/meetings/decisions/0']")(page)


def answer(page: Any) -> None:
    """Go from a list of scenarios to the whole answer of the first."""
    first("main table a[href^='/selection/scenarios/0']")(page)
    first("a[href^='/selection/answer/']")(page)


def story(page: Any) -> None:
    """Go from a list of initiatives to the line of time of the first."""
    first("main table a[href^='/portfolio/initiatives/0']")(page)
    page.goto(page.url.replace("/initiatives/", "/story/"), wait_until="networkidle")


TICKET = "main table a[href^='/desk/tickets/0']"
SHOTS = (
    Shot("home", "cito", "/"),
    Shot("catalogue-phone-fr", "nairobi-staff", "/desk/", PHONE, "fr"),
    Shot("ticket", "desk-agent", "/desk/tickets/?state=waiting_user", find=first(TICKET)),
    Shot("why-this-time", "desk-agent", "/desk/tickets/?state=waiting_user", find=why),
    Shot("queue", "desk-agent", "/desk/queue/"),
    Shot("exception", "cito", "/norms/exceptions/?state=assessed", find=first("main table a[href^='/norms/exceptions/0']")),
    Shot("chart", "cito", "/directory/chart/"),
    Shot("map-ar", "arabic-staff", "/directory/map/", DESK, "ar"),
    Shot("list-dark", "auditor", "/desk/tickets/", DESK, "en", "dark"),
    Shot("search", "cito", "/search/?q=printer", DESK, "en"),
    Shot("who-decides", "cito", "/governance/"),
    Shot("decision", "committee-member", "/portfolio/cases/?state=approved", find=decision),
    Shot("headroom", "budget-officer", "/finance/headroom/"),
    Shot("what-if", "pmo-analyst", "/selection/scenarios/", find=answer),
    Shot("story", "cito", "/portfolio/initiatives/?state=delivering", find=story),
    Shot("declared-and-computed", "cito", "/projects/declared-and-computed/", theme="dark"),
    Shot("portfolio-ar", "arabic-member", "/portfolio/", DESK, "ar"),
)  # fmt: skip


def enter(browser: Any, base: str, who: str, size: tuple[int, int]) -> Any:
    """Return a page signed in as one of the cast, by the button of the sign-in page."""
    context = browser.new_context(base_url=base, viewport={"width": size[0], "height": size[1]}, locale="en")
    page = context.new_page()
    page.goto("/account/login/")
    label = labels()[who]
    for more in page.locator("details summary").all():
        more.click()
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_url(lambda url: "/account/login" not in url)
    return page


def labels() -> dict[str, str]:
    """Return {key: English label} of the cast."""
    import csv

    with (ROOT / "comity/modules/directory/data/cast_labels.csv").open(encoding="utf-8", newline="") as file:
        return {line["key"]: line["en"] for line in csv.DictReader(file)}


def choose(page: Any, name: str, value: str) -> None:
    """Press the button of the frame that sets language or theme, as its form does without script."""
    button = page.locator(f"button[name={name}][value='{value}']").first
    if button.count():
        with page.expect_navigation(wait_until="networkidle"):
            button.evaluate("b => { b.form.requestSubmit(b) }")


def main(base: str, wanted: list[str]) -> None:
    """Take every picture, or those named."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("COMITY_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        sys.exit("screenshots: no Chromium or Chrome was found (Debian: sudo apt install chromium).")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for shot in SHOTS:
            if wanted and shot.name not in wanted:
                continue
            page = enter(browser, base, shot.who, shot.size)
            if shot.language:
                choose(page, "language", shot.language)
            choose(page, "theme", shot.theme)
            page.goto(shot.path, wait_until="networkidle")
            if shot.find:
                shot.find(page)
            kept = FOLDER / f"{shot.name}.png"
            kept.write_bytes(small(pixels(browser, page.screenshot())))
            print(f"screenshots: {shot.name:<20}{kept.stat().st_size / 1000:5.0f} kB  {page.url}", flush=True)
            page.context.close()
        browser.close()


if __name__ == "__main__":
    said = sys.argv[1:]
    address = said.pop(0) if said and "://" in said[0] else "http://127.0.0.1:8000"
    main(address.rstrip("/"), said)
