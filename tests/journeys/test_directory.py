"""Who is where, and who may do what."""

import pytest
from django.urls import reverse

from .pressing import press

pytestmark = pytest.mark.browser


def test_the_directory_adds_up_and_shows_itself(house, visit):
    page = visit("auditor", reverse("directory:chart"))
    page.goto(reverse("directory:personnel"))
    assert "3783" in page.locator(".total").inner_text().translate(
        {0x2C: None, 0xA0: None, 0x202F: None, 0x20: None}
    )
    assert page.locator("figure.chart svg").count()
    page.goto(reverse("directory:chart"))
    assert page.locator("main a", has_text="OICT").count()
    page.goto(reverse("directory:map"))
    assert page.locator("figure svg").first.is_visible()
    assert page.get_by_role("table").count() or page.locator("details table").count()
    page.goto(reverse("directory:rights") + "?unit=OICT&register=norms.exemption&right=decide")
    assert "A/62/793" in page.locator("main cite").first.inner_text()


def test_a_chief_passes_on_what_is_held_and_no_more(house, visit):
    page = visit("cito", reverse("directory:delegations"))
    assert page.locator("main form.form").is_visible()
    press(page.locator("main form.form button.strong"))
    assert page.locator(".faults").is_visible(), "what is missing is said, and nothing was granted"
    nobody = visit("nairobi-staff", reverse("directory:delegations"))
    assert not nobody.locator("main form.form").count()
