"""A token made in the browser lets a program list, add and step, once each."""

import json
import urllib.error
import urllib.request
from uuid import uuid4

import pytest
from django.urls import reverse

from .pressing import enter_as, fill, press

pytestmark = pytest.mark.browser


@pytest.fixture
def call(house):
    """Return the function that calls the API: (status, headers, body)."""

    def called(secret, method, path, body=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        wish = urllib.request.Request(
            house.url + path,
            None if body is None else json.dumps(body).encode(),
            {"Authorization": f"Bearer {secret}", "Content-Type": "application/json", **named},
            method=method,
        )
        try:
            with urllib.request.urlopen(wish) as answer:
                return answer.status, answer.headers, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, error.headers, json.load(error)

    return called


def test_a_program_works_with_a_token_from_the_browser(house, visit, call):
    page = visit("", "/account/login/")
    enter_as(page, house, "desk-agent")
    page.goto(reverse("people:token_add"))
    fill(page, {"name": "Night report", "reach": "write"})
    press(page.locator("main form.form button.strong"))
    secret = page.locator("#secret").input_value()

    status, _headers, body = call(secret, "GET", "/api/desk/tickets/?limit=5")
    assert (status, len(body["items"])) == (200, 5)
    new = {
        "title": "From a program",
        "ticket_type": "incident",
        "impact": 3,
        "urgency": 3,
        "unit": "UNON-DESK",
    }
    key = str(uuid4())
    status, headers, made = call(secret, "POST", "/api/desk/tickets/", new, Idempotency_Key=key)
    assert status == 201, made["errors"]
    again = call(secret, "POST", "/api/desk/tickets/", new, Idempotency_Key=key)
    assert again[2]["id"] == made["id"], "sent twice, added once"
    one = f"/api/desk/tickets/{made['id']}/"
    wrong = call(secret, "POST", f"{one}steps/set_aside/", {"reason": "A test."}, If_Match='"99"')
    assert wrong[0] == 412
    status, _headers, done = call(
        secret, "POST", f"{one}steps/set_aside/", {"reason": "A test."}, If_Match=headers["ETag"]
    )
    assert (status, done.get("state")) == (200, "cancelled"), done
    assert call("comity_wrong", "GET", "/api/desk/tickets/")[0] == 401
