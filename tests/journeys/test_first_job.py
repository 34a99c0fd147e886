"""The first job: somebody asks and reports from a phone without script, the desk answers, the clock is right."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from comity.kernel.clocks import words
from comity.modules.desk.models import Offering, Satisfaction, Ticket

from .conftest import PHONE
from .pressing import enter_as, fill, is_in, key_of, press, send, step

pytestmark = pytest.mark.browser
CASES = [
    pytest.param(
        "nairobi-staff",
        "desk-agent",
        "fr-FR",
        "09:00",
        "laptop",
        {"which_model": "light", "where": "C-214"},
        "LAP",
        id="French in Nairobi",
    ),
    pytest.param(
        "arabic-staff",
        "global-desk-agent",
        "ar",
        "08:00",
        "remote-access",
        {"abroad": "yes"},
        "ACC",
        id="Arabic in Naqoura",
    ),
]


def said(language, sentence, *values):
    """Return a sentence of the clocks in a language, as a page would show it."""
    with override(language):
        return str(sentence(*values))


class Times:
    """What *Why this time?* says to a reader about a ticket: (words of the page, rows of its first table)."""

    def __init__(self, page, ticket, language):
        page.goto(reverse("desk:time", args=[ticket]))
        is_in(page, language)
        self.text = page.locator("main").inner_text()
        page.locator("figure.chart summary").first.click()
        self.rows = page.locator("figure.chart").first.locator("tbody tr").all_inner_texts()


def ask(page, code, **values):
    """Walk from the catalogue to an offering, see its promise, and ask for it."""
    page.goto(reverse("desk:catalogue"))
    card = page.locator("li.card", has=page.locator(f'a[href="{reverse("desk:offering", args=[code])}"]'))
    assert card.locator("p.help").inner_text().strip(), "the card says by when"
    card.get_by_role("link").click()
    page.locator(f'main a[href="{reverse("desk:ask", args=[code])}"]').click()
    send(page, values)
    return key_of(page)


def report(page, service, text):
    page.goto(reverse("desk:catalogue"))
    page.locator(f'main a[href="{reverse("desk:report")}"]').first.click()
    send(page, {"service": service, "words": text})
    return key_of(page)


@pytest.mark.parametrize(("reader", "agent", "locale", "hour", "wanted", "answers", "broken"), CASES)
def test_somebody_asks_and_reports_and_the_desk_answers(
    house, visit, shot, reader, agent, locale, hour, wanted, answers, broken
):
    language = locale[:2]
    phone = visit("", "/account/login/", locale=locale, viewport=PHONE, java_script_enabled=False)
    is_in(phone, language)
    enter_as(phone, house, reader)
    is_in(phone, language)

    # What is offered, in the reader's language, and asked for.
    phone.goto(reverse("desk:catalogue"))
    is_in(phone, language)
    name = Offering.objects.get(code=wanted).name[language]
    assert phone.get_by_role("link", name=name, exact=True).is_visible()
    wish = ask(phone, wanted, **answers)
    is_in(phone, language)
    assert hour in phone.locator("main").inner_text(), "the time of asking in the reader's zone"
    first = Times(phone, wish, language)
    assert first.rows, "counted and uncounted intervals as a table"

    # Something is broken; nothing is sent before it is said what.
    phone.goto(reverse("desk:report"))
    send(phone)
    assert phone.locator(".faults").is_visible()
    fault = report(phone, broken, "VPN ✗ — لا يعمل")
    is_in(phone, language)
    assert Times(phone, fault, language).rows
    shot(phone, f"journey-time-{language}")

    # The agent sees both in the queue, in English, and takes one.
    house.later(minutes=30)
    desk = visit(agent, reverse("desk:queue") + "?tab=groups")
    is_in(desk, "en")
    for ticket in (wish, fault):
        assert desk.locator(f'a[href="{reverse("desk.ticket:detail", args=[ticket])}"]').is_visible()
    desk.locator(f'a[href="{reverse("desk.ticket:detail", args=[fault])}"]').click()
    step(desk, "begin")
    assert Ticket.objects.get(pk=fault).assignee == house.person(agent)

    # It waits for the user: the clock stands still and says for whom.
    house.later(minutes=30)
    step(desk, "ask_requester", reason="Which error number do you see?")
    house.later(hours=2)
    waiting = Times(phone, fault, language)
    assert said(language, words.reason, "requester", True) in waiting.text
    assert said(language, words.duration, 3600) in waiting.text, "one hour counted, however long it waits"

    # The user answers; the clock goes on and the pause stands in the table.
    phone.goto(reverse("desk:mine-one", args=[fault]))
    is_in(phone, language)
    assert "Which error number do you see?" in phone.locator("main").inner_text()
    phone.locator("textarea#words").fill("809")
    press(phone.locator('form[action$="/answer/"] button.strong'))
    house.later(minutes=30)
    going = Times(phone, fault, language)
    assert any(said(language, words.reason, "requester", True) in row for row in going.rows)
    assert said(language, words.duration, 5400) in going.text, "and not the two hours of waiting"

    # Both are resolved; the agent reads the same intervals in English.
    for ticket in (wish, fault):
        desk.goto(reverse("desk.ticket:detail", args=[ticket]))
        if ticket == wish:
            step(desk, "begin")
        step(desk, "resolve", resolution="The account works again.", resolution_code="solved")
    seen = Times(desk, fault, "en")
    assert any("waiting for the requester" in row for row in seen.rows)

    # One is confirmed and rated, the other is not solved.
    phone.goto(reverse("desk:mine-one", args=[wish]))
    press(phone.locator('form[action$="/confirm/"] button'))
    fill(phone, {"rating": "5"})
    press(phone.locator('form[action$="/rate/"] button'))
    phone.goto(reverse("desk:mine-one", args=[fault]))
    phone.locator("details", has=phone.locator('form[action$="/reopen/"]')).locator("summary").click()
    phone.locator("#why").fill("…809")
    press(phone.locator('form[action$="/reopen/"] button'))
    is_in(phone, language)
    kept, again = Ticket.objects.get(pk=wish), Ticket.objects.get(pk=fault)
    assert (kept.state, Satisfaction.objects.get(ticket=kept).rating) == ("closed", 5)
    assert (again.state, again.reopen_count) == ("assigned", 1)
    house.later(minutes=15)
    assert Times(phone, fault, language).rows
    shot(phone, f"journey-again-{language}")
