"""A passkey in a real browser: added, then entered with alone; the key itself is the browser's virtual one."""

import pytest

PASSWORD = "correct horse battery staple"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def key():
    """Return the function that gives a page a virtual authenticator with a fingerprint that always agrees."""

    def given(page):
        line = page.context.new_cdp_session(page)
        line.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        return line, line.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    return given


@pytest.fixture
def home(live_server):
    """The address by name: a passkey belongs to a domain, and 127.0.0.1 is none."""
    return live_server.url.replace("127.0.0.1", "localhost")


def test_a_passkey_is_added_and_then_opens_the_house_alone(browse, home, member, key):
    account = member.account
    account.set_password(PASSWORD)
    account.save()
    page = browse(None, f"{home}/account/login/")
    blocked = []
    page.on(
        "console", lambda said: blocked.append(said.text) if "Content Security Policy" in said.text else None
    )
    _line, _key = key(page)
    page.get_by_label("Sign-in name or e-mail").fill("member")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{home}/account/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Confirm").click()
    assert page.get_by_label("Sign in with it alone").is_checked()
    page.get_by_role("button", name="Add it now").click()
    page.wait_for_url("**/account/2fa/recovery-codes/")
    page.goto(f"{home}/account/2fa/webauthn/")
    assert page.get_by_text("Passkey: signs in alone").is_visible()

    page.context.clear_cookies()
    page.goto(f"{home}/account/login/?next=/account/profile/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{home}/account/profile/")
    assert page.get_by_role("heading", name="My profile").is_visible()
    assert blocked == []


def test_a_passkey_that_nobody_knows_is_refused_in_words(browse, home, member, key):
    page = browse(None, f"{home}/account/login/")
    line, one = key(page)
    page.get_by_role("button", name="Sign in with a passkey").wait_for()
    line.send("WebAuthn.setUserVerified", {"authenticatorId": one, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.locator("#webauthn-trouble").wait_for()
    assert page.get_by_text("Try again, or choose another way.").is_visible()
