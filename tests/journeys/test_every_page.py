"""Every kind of page, in English and Arabic, wide and narrow, light and dark: nothing for axe to find."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from comity.kernel.people.models import Account
from comity.modules.desk.models import Ticket
from comity.modules.finance.models import Envelope
from comity.modules.meetings.models import Decision, Meeting
from comity.modules.norms.models import Exemption
from comity.modules.portfolio.models import Case
from comity.modules.projects.models import Project

from .conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.once]
AXE = Axe()
CONTRAST = {"runOnly": ["color-contrast"]}
LOOKS = {
    "en": (
        ("light", DESK, None),
        ("dark", DESK, CONTRAST),
        ("dark", PHONE, None),
    ),
    "ar": (("light", DESK, None), ("dark", PHONE, None)),
}
"""What changes without loading the page again; colours are the same in every language."""


def ticket(house, key, *states):
    """Return a ticket that one of the cast asked for."""
    found = Ticket.objects.filter(requester=house.person(key))
    return (found.filter(state__in=states) if states else found).order_by("id").first()


def asked(house):
    """Name the pages of somebody who asks."""
    waiting = ticket(house, "nairobi-staff", "waiting_user")
    return {
        "home": "/",
        "catalogue": reverse("desk:catalogue"),
        "offering": reverse("desk:offering", args=["laptop"]),
        "ask": reverse("desk:ask", args=["laptop"]),
        "report": reverse("desk:report"),
        "matters": reverse("desk:mine"),
        "matter": reverse("desk:mine-one", args=[waiting.pk]),
        "time": reverse("desk:time", args=[waiting.pk]),
        "notices": reverse("notices:list"),
        "wishes": reverse("notices:preferences"),
        "profile": reverse("people:profile"),
        "tokens": reverse("people:tokens"),
        "sessions": reverse("usersessions_list"),
        "safety": reverse("mfa_index"),
        "api": "/api/",
        "webhooks": reverse("webhooks:list"),
        "missing": "/nowhere/",
        "forbidden": reverse("journal"),
    }


def worked(house):
    """Name the pages of somebody who works at the desk."""
    one = ticket(house, "arabic-staff", "new")
    return {
        "home-work": "/",
        "queue": reverse("desk:queue") + "?tab=groups",
        "tickets": reverse("desk.ticket:list"),
        "ticket": reverse("desk.ticket:detail", args=[one.pk]),
        "ticket-time": reverse("desk:time", args=[one.pk]),
        "step": reverse("desk.ticket:step", args=[one.pk, "set_aside"]),
        "change": reverse("desk.ticket:change", args=[one.pk]),
        "log-ticket": reverse("desk.ticket:add"),
        "search": reverse("search") + "?q=network",
        "search-none": reverse("search") + "?q=xyzzy",
        "empty-list": reverse("desk.ticket:list") + "?state=cancelled&priority=1",
    }


def governed(house):
    """Name the pages of the one who decides and of the one who administers."""
    one = Exemption.objects.get(state="assessed")
    return {
        "exceptions": reverse("norms.exemption:list"),
        "exception": reverse("norms.exemption:detail", args=[one.pk]),
        "grant": reverse("norms.exemption:step", args=[one.pk, "grant"]),
        "diagram": reverse("norms.exemption:diagram"),
        "attainment": reverse("desk:attainment"),
        "journal": reverse("journal"),
        "chart": reverse("directory:chart"),
        "map": reverse("directory:map"),
        "personnel": reverse("directory:personnel"),
        "rights": reverse("directory:rights"),
        "my-rights": reverse("directory:mine"),
        "delegations": reverse("directory:delegations"),
    }


def administered(house):
    return {
        "persons": reverse("people.person:list"),
        "units": reverse("people.unit:list"),
        "add": reverse("people.unit:add"),
        "import": reverse("people.person:import"),
        "import-log": reverse("desk:import"),
        "jobs": reverse("jobs:list"),
        "grants": reverse("access.grant:list"),
        "calendars": reverse("clocks.calendar:list"),
    }


def decided(house):
    """Name the pages of governance and investment, as somebody sees them who may see everything."""
    case = Case.objects.filter(state="tabled").first()
    decision = Decision.objects.filter(state="in_effect", kind_of="portfolio.case").first()
    project = Project.objects.filter(state="executing").order_by("id").first()
    meeting = Meeting.objects.filter(state="called").first()
    return {
        "who-decides": reverse("governance:matrix"),
        "freedom": reverse("governance:freedom"),
        "bodies": reverse("governance:picture"),
        "route": reverse("governance:route"),
        "may-i": reverse("governance:mine"),
        "body": decision.body.get_absolute_url(),
        "calendar-of-bodies": reverse("meetings:calendar"),
        "meeting": meeting.get_absolute_url(),
        "decision": decision.get_absolute_url(),
        "public": reverse("meetings:public-list"),
        "headroom": reverse("finance:headroom"),
        "spending": reverse("finance:spending"),
        "envelope": Envelope.objects.first().get_absolute_url(),
        "portfolio": reverse("portfolio:overview"),
        "story": reverse("portfolio:story", args=[case.initiative_id]),
        "case": reverse("portfolio:whole-case", args=[case.pk]),
        "case-record": case.get_absolute_url(),
        "duplicates": reverse("portfolio:rationalisation"),
        "road-map-of-needs": reverse("portfolio:roadmap"),
        "calculator": reverse("appraisal:calculator") + "?flows=2026+-100%0A2027+60%0A2028+70",
        "goals": reverse("results:overview"),
        "what-if": reverse("selection:what-if"),
        "scenarios": reverse("selection.scenario:list"),
        "health": reverse("projects:health"),
        "road-map": reverse("projects:roadmap"),
        "project": project.get_absolute_url(),
        "gantt": reverse("projects:gantt", args=[project.pk]),
        "earned": reverse("projects:earned", args=[project.pk]),
        "promised": reverse("benefits:overview"),
    }


BEYOND = """() => {
  const page = document.documentElement, far = (box) => box.right > page.clientWidth + 1 || box.left < -1;
  if (page.scrollWidth <= page.clientWidth) return "";
  return [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() && far(one.getBoundingClientRect()))
    .slice(0, 4).map((one) => one.outerHTML.slice(0, 120)).join(" ") || "?";
}"""
"""Name what makes a page wider than its window."""

WALKS = {
    "nairobi-staff": asked,
    "desk-agent": worked,
    "cito": governed,
    "administrator": administered,
    "auditor": decided,
}


@pytest.fixture
def speaking(house):
    """Return the function that lets an account read another language; afterwards it is as before."""
    before = {}

    def spoken(key, language):
        account = house.account(key)
        before.setdefault(account.pk, account.language)
        Account.objects.filter(pk=account.pk).update(language=language)

    yield spoken
    for pk, language in before.items():
        Account.objects.filter(pk=pk).update(language=language)


def look(page, name, language, shot):
    """Return what is wrong with the page that is open, wide and narrow, light and dark."""
    found = []
    html = page.locator("html")
    if html.get_attribute("lang") != language or html.get_attribute("dir") != (
        "rtl" if language == "ar" else "ltr"
    ):
        found.append(f"{name}: language or direction")
    for scheme, size, options in LOOKS[language]:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        where = f"{name} {language} {scheme} {size['width']}"
        beyond = page.evaluate(BEYOND)
        if beyond:
            found.append(f"{where}: beyond the edge: {beyond}")
        result = AXE.run(page, options=options)
        for one in result.response["violations"]:
            for node in one["nodes"][:3]:
                found.append(
                    f"{where}: {one['id']} {node['target']} {node.get('failureSummary', '')[:240]!r} {node['html'][:120]}"
                )
        shot(page, f"{name}-{language}-{scheme}-{size['width']}")
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("key", WALKS)
def test_every_page_is_sound(house, visit, speaking, shot, key, language):
    speaking(key, language)
    page = visit(key, "/", locale=language)
    faults = []
    for name, path in WALKS[key](house).items():
        answer = page.goto(path)
        expected = {"missing": 404, "forbidden": 403}.get(name, 200)
        if answer.status != expected:
            faults.append(f"{name}: {answer.status} instead of {expected} at {path}")
        faults += look(page, name, language, shot)
    assert not faults, "\n".join(faults)
