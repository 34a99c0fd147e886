"""A whole cycle: a need becomes a case, is reviewed, endorsed and decided; a project delivers; a benefit is measured."""

from datetime import timedelta

import pytest
from django.urls import reverse

from comity.kernel.audit.verify import verify
from comity.modules.benefits.models import BenefitMeasurement
from comity.modules.finance import public as finance
from comity.modules.governance.models import Programme
from comity.modules.portfolio.models import Case, Initiative
from comity.modules.projects.models import Project

from .deciding import decide
from .house import MORNING
from .pressing import fill, is_in, key_of, press, send, step

pytestmark = pytest.mark.browser
SPONSOR = ("project-sponsor",)  # sits in the committee, and steps back from what she sponsors
AREAS = (
    "security",
    "privacy",
    "interoperability",
    "multilingualism",
    "universal",
    "environment",
    "architecture",
)


def child(page, model, values):
    """Add a record that belongs to the one whose page is open, and come back to it."""
    here = page.url
    page.locator(f'main a[href*="{reverse(f"{model}:add")}?"]').first.click()
    send(page, values)
    assert page.url.split("?")[0] == here.split("?")[0], page.locator("main").inner_text()


def need(house, visit):
    """The sponsor writes what is needed, and the project office finds that it duplicates nothing."""
    sponsor = house.person("project-sponsor")
    page = visit("project-sponsor", reverse("portfolio.initiative:add"))
    unit = sponsor.appointments.first().unit
    send(page, {
        "code": "KM-90", "title": "A glossary that speaks", "programme": str(Programme.objects.get(code="KM").pk),
        "category": "growth", "size": "small", "unit": unit.code, "sponsor": sponsor.code,
        "need": "Revisers look up terms in four places.", "gain": "One place, read aloud.", "time_frame": "near",
    })  # fmt: skip
    one = Initiative.objects.get(pk=key_of(page))
    child(page, "portfolio.aim", {"key_result": "A2", "how": "One place for terms."})
    step(page, "propose")
    house.later(hours=1)
    office = visit("pmo-analyst", one.get_absolute_url())
    step(office, "rationalise", reason="Nothing else does this.")
    return one


def case(house, visit, one):
    """The sponsor writes the case; the project office checks it, the CITO endorses it, the office tables it."""
    sponsor = house.person("project-sponsor")
    page = visit("project-sponsor", one.get_absolute_url())
    page.locator(f'main a[href*="{reverse("portfolio.case:add")}?"]').first.click()
    send(page, {
        "title": "A glossary that speaks", "number": "1", "form": "short", "base_year": "2026",
        "unit": one.unit.code, "sponsor": sponsor.code, "summary": "Bought, fitted, read aloud.",
    })  # fmt: skip
    made = Case.objects.get(initiative=one)
    page.goto(made.get_absolute_url())
    child(page, "portfolio.caseoption", {"name": "Do nothing", "kind": "nothing", "share": "0"})
    page.locator(f'main a[href*="{reverse("portfolio.caseoption:add")}?"]').first.click()
    fill(page, {"name": "Buy and fit", "kind": "full", "share": "100"})
    page.locator('main [name="preferred"]').check()
    press(page.locator("main form.form button.strong"))
    option = made.options.get(name="Buy and fit")
    page.goto(option.get_absolute_url())
    fund = finance.Fund.objects.get(code="RB-29C")
    child(page, "portfolio.costline", {
        "year": "2027", "phase": "build", "pool": "software", "fund": str(fund.pk), "amount": "120000.00",
    })  # fmt: skip
    page.goto(made.get_absolute_url())
    child(page, "portfolio.casebenefit", {
        "name": "Hours of looking up saved", "kind": "quantified", "owner": sponsor.code, "measure": "hours a week",
        "baseline": "400", "target": "150", "due": "2027-12-31",
    })  # fmt: skip
    step(page, "submit")
    house.later(hours=1)
    office = visit("pmo-analyst", made.get_absolute_url())
    for area in AREAS:
        child(office, "portfolio.casecheck", {"area": area, "verdict": "conforms", "text": "Looked at."})
    step(office, "conform")
    house.later(hours=1)
    adviser = visit("executive-officer", made.get_absolute_url())
    adviser.locator("details", has=adviser.locator('form[action="advise/"]')).locator("summary").click()
    fill(adviser, {"stance": "support", "text": "Revisers ask for it."})
    press(adviser.locator('form[action="advise/"] button'))
    cito = visit("cito", made.get_absolute_url())
    step(cito, "endorse")
    house.later(hours=1)
    office.goto(made.get_absolute_url())
    step(office, "table")
    return made


def delivered(house, visit, project, shot):
    """The manager plans and starts, asks the committee for a new baseline, and delivers."""
    office = visit("pmo-analyst", reverse("projects.project:change", args=[project.pk]))
    send(office, {"manager": house.person("project-manager").code})
    page = visit("project-manager", project.get_absolute_url())
    step(page, "initiate")
    child(page, "projects.task", {
        "number": "1", "name": "Fit and test", "start": "2026-12-01", "finish": "2027-03-31", "cost": "120000.00",
    })  # fmt: skip
    step(page, "start")
    assert project.baselines.get().cause == "initial"
    task = project.tasks.get()
    page.goto(reverse("projects.task:change", args=[task.pk]))
    send(page, {"finish": "2027-05-31"})
    page.goto(project.get_absolute_url())
    child(page, "projects.baseline", {
        "title": "Two months later", "cause": "rebaseline", "ground": "scope", "why": "Arabic voices are added.",
    })  # fmt: skip
    second = project.baselines.get(cause="rebaseline")
    page.goto(second.get_absolute_url())
    step(page, "request")
    house.later(hours=1)
    office.goto(second.get_absolute_url())
    step(office, "table", reason="The reason holds.")
    house.later(hours=2)
    decide(house, visit, second, "project.rebaseline", "approved", "The new baseline is approved.", SPONSOR)
    second.refresh_from_db()
    assert second.state == "in_force"
    shot(visit("auditor", reverse("projects:gantt", args=[project.pk])), "journey-gantt")


def closed(house, visit, project):
    """What was delivered is accepted, a lesson is written, and the committee closes the project."""
    page = visit("project-manager", reverse("projects.project:change", args=[project.pk]))
    send(
        page,
        {"acceptance": "By the sponsor.", "benefit_calendar": "The sponsor measures at the end of 2027."},
    )
    child(page, "projects.lesson", {"title": "Ask readers first", "text": "They knew the words."})
    step(page, "begin_closing")
    step(page, "ask_to_close")
    house.later(hours=2)
    decide(house, visit, project, "project.closure", "approved", "The project is closed.", SPONSOR)
    project.refresh_from_db()
    assert project.state == "closed"


def measured(house, visit, project):
    """The owner measures the benefit, a second person verifies it."""
    due = BenefitMeasurement.objects.get(project=project)
    house.later(days=1)
    owner = visit("project-sponsor", due.get_absolute_url())
    step(owner, "submit", measured_on=f"{house.time:%Y-%m-%d}", evidence="Counted for a week.", value="160")
    house.later(hours=1)
    step(visit("pmo-analyst", due.get_absolute_url()), "verify")
    due.refresh_from_db()
    assert due.state == "verified"


def headroom():
    """Return what the programme may still promise of the regular budget in 2027."""
    return next(
        line.free for line in finance.headroom()
        if (line.programme.code, line.fund.code, line.year) == ("KM", "RB-29C", 2027)
    )  # fmt: skip


def test_from_a_need_to_a_benefit(house, visit, shot):
    one = need(house, visit)
    made = case(house, visit, one)
    # A member cannot act alone and is told why, in her language; the body can.
    member = visit("arabic-member", made.get_absolute_url())
    is_in(member, "ar")
    assert member.locator(".nextstep .refused").count() >= 1
    free = headroom()
    house.later(hours=3)
    decision = decide(house, visit, made, "case.decision", "approved", "The case is approved.", SPONSOR, shot)
    made.refresh_from_db()
    assert (made.state, made.decision_id) == ("approved", decision.pk)
    assert free - headroom() == 120_000, "the envelope is reserved with the signature"

    house.later(hours=3)
    office = visit("pmo-analyst", reverse("meetings:propose", args=["portfolio.initiative", one.pk]))
    send(office, {"matter": "portfolio.inclusion"}, "main form.form")
    decide(house, visit, one, "portfolio.inclusion", "approved", "It is taken into the portfolio.")
    project = Project.objects.get(case=made)
    assert project.state == "authorised"
    house.later(days=1)
    delivered(house, visit, project, shot)
    closed(house, visit, project)
    measured(house, visit, project)

    auditor = visit("auditor", reverse("portfolio:story", args=[one.pk]))
    shot(auditor, "journey-story")
    auditor.goto(
        f"{made.get_absolute_url()}?as_at={(MORNING + timedelta(hours=1)):%Y-%m-%dT%H:%M:%S}%2B00:00"
    )
    assert auditor.locator("[role=note]").is_visible()
    assert [fault.sentence for fault in verify()] == []
