"""The same whole cycle as in the browser, done by programs that know nothing but the API."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.translation import gettext, override

from comity.kernel.audit.verify import verify
from comity.kernel.registers.api import limits

from .calling import Program
from .deciding import CHAIRS, SECRETARY, VOTERS
from .deciding_by_api import ITEMS, bring, decide
from .house import MORNING

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
CASES, INITIATIVES, PROJECTS = "portfolio/cases/", "portfolio/initiatives/", "projects/projects/"
NEED = {"need": "Revisers look up terms in four places.", "gain": "One place, read aloud."}
FIVE = {
    name: "As it is written." for name in ("strategic", "economic", "commercial", "financial", "management")
}


@pytest.fixture
def program(house):
    """Return the function that gives the program of one of the cast: `program("pmo-analyst")`."""
    limits._counts.clear()
    known = {}

    def of(key):
        if key not in known:
            known[key] = Program(house, key)
        return known[key]

    return of


def need(house, program, code):
    """The sponsor writes what is needed, and the project office finds that it duplicates nothing."""
    sponsor, office = program("project-sponsor"), program("pmo-analyst")
    unit = sponsor.person.appointments.first().unit.code
    made = sponsor.post(INITIATIVES, {
        "code": code, "title": "A glossary that speaks", "programme": "KM", "category": "growth", "size": "small",
        "unit": unit, "sponsor": sponsor.person.code, "time_frame": "near", **NEED,
    })  # fmt: skip
    assert (made["code"], made["need"], made["state"]) == (code, NEED["need"], "draft")
    one = f"{INITIATIVES}{made['id']}/"
    why = sponsor.refused(422, f"{one}steps/propose/")
    with override("fr"):
        assert why == gettext("Say first which driver, goal or key result this serves.")
    aim = sponsor.post(
        "portfolio/aims/", {"initiative": code, "key_result": "A2", "how": "One place for terms."}
    )
    assert (aim["initiative"]["id"], aim["key_result"]["code"]) == (made["id"], "A2")
    assert sponsor.step(one, "propose")["state"] == "proposed"
    house.later(hours=1)
    assert office.step(one, "rationalise", "Nothing else does this.")["state"] == "rationalised"
    return one, made


def case(house, program, initiative, amount, **more):
    """The sponsor writes the case; the office checks it, the CITO endorses it, the office tables it."""
    sponsor, office, cito = program("project-sponsor"), program("pmo-analyst"), program("cito")
    who = {"unit": initiative["unit"]["code"], "sponsor": sponsor.person.code}
    made = sponsor.post(CASES, {
        "initiative": initiative["code"], "title": "A glossary that speaks", "number": 1, "form": "short",
        "base_year": 2026, "summary": "Bought, fitted, read aloud.", **who, **more,
    })  # fmt: skip
    one, key = f"{CASES}{made['id']}/", made["reference"]
    sponsor.post(
        "portfolio/case-options/", {"case": key, "name": "Do nothing", "kind": "nothing", "share": 0}
    )
    option = sponsor.post("portfolio/case-options/", {
        "case": key, "name": "Buy and fit", "kind": "full", "share": 100, "preferred": True,
    })  # fmt: skip
    line = sponsor.post("portfolio/cost-lines/", {
        "option": option["id"], "year": 2027, "phase": "build", "pool": "software", "fund": "RB-29C", "amount": amount,
    })  # fmt: skip
    assert (line["amount"], line["fund"]["code"]) == (amount, "RB-29C")
    sponsor.post("portfolio/case-benefits/", {
        "case": key, "name": "Hours of looking up saved", "kind": "quantified", "owner": sponsor.person.code,
        "measure": "hours a week", "baseline": "400", "target": "150", "due": "2027-12-31",
    })  # fmt: skip
    assert sponsor.step(one, "submit")["state"] == "in_review"
    house.later(hours=1)
    for area in AREAS:
        check = {"case": key, "area": area, "verdict": "conforms", "text": "Looked at."}
        office.post("portfolio/case-checks/", check)
    assert office.step(one, "conform")["reviewer"]["code"] == office.person.code
    house.later(hours=1)
    said = program("executive-officer").post(
        f"{one}advice/", {"stance": "support", "text": "Revisers ask for it."}
    )
    assert (said["stance"], said["disposition"]) == ("support", "")
    assert cito.step(one, "endorse")["endorser"]["code"] == cito.person.code
    house.later(hours=1)
    assert office.step(one, "table")["state"] == "tabled"
    return one, key


def delivered(house, program, project):
    """The manager plans and starts, asks the committee for a new baseline, and delivers."""
    office, manager = program("pmo-analyst"), program("project-manager")
    one = f"{PROJECTS}{project['id']}/"
    assert office.change(one, manager=manager.person.code)["manager"]["code"] == manager.person.code
    manager.step(one, "initiate")
    task = manager.post("projects/tasks/", {
        "project": project["id"], "number": 1, "name": "Fit and test", "start": "2026-12-01", "finish": "2027-03-31",
        "cost": "120000.00",
    })  # fmt: skip
    assert manager.step(one, "start")["state"] == "executing"
    (first,) = manager.all(f"projects/baselines/?project={project['id']}")
    assert (first["cause"], first["finish"]) == ("initial", "2027-03-31")
    manager.change(f"projects/tasks/{task['id']}/", finish="2027-05-31")
    second = manager.post("projects/baselines/", {
        "project": project["id"], "title": "Two months later", "cause": "rebaseline", "ground": "scope",
        "why": "Arabic voices are added.", "unit": project["unit"]["code"],
    })  # fmt: skip
    again = f"projects/baselines/{second['id']}/"
    manager.step(again, "request")
    house.later(hours=1)
    office.step(again, "table", "The reason holds.")
    house.later(hours=2)
    signed = decide(
        house, program, again, "project.rebaseline", "approved", "The new baseline is approved.", SPONSOR
    )
    now = program("auditor").get(again)
    assert (now["state"], now["decision"]["id"], now["finish"]) == ("in_force", signed["id"], "2027-05-31")
    assert manager.get(f"projects/baselines/{first['id']}/")["state"] == "superseded"


def closed(house, program, project):
    """What was delivered is accepted, a lesson is written, and the committee closes the project."""
    manager, one = program("project-manager"), f"{PROJECTS}{project['id']}/"
    manager.change(
        one, acceptance="By the sponsor.", benefit_calendar="The sponsor measures at the end of 2027."
    )
    manager.post(
        "projects/lessons/",
        {"project": project["id"], "title": "Ask readers first", "text": "They knew the words."},
    )
    manager.step(one, "begin_closing")
    manager.step(one, "ask_to_close")
    house.later(hours=2)
    decide(house, program, one, "project.closure", "approved", "The project is closed.", SPONSOR)
    assert manager.get(one)["state"] == "closed"


def measured(house, program, project):
    """The owner measures the benefit, a second person verifies it."""
    owner, office = program("project-sponsor"), program("pmo-analyst")
    (due,) = owner.all(f"benefits/benefit-measurements/?project={project['id']}")
    one = f"benefits/benefit-measurements/{due['id']}/"
    house.later(days=1)
    sent = owner.step(
        one, "submit", measured_on=f"{house.time:%Y-%m-%d}", evidence="Counted for a week.", value="160"
    )
    assert (sent["state"], sent["submitter"]["code"]) == ("submitted", owner.person.code)
    house.later(hours=1)
    done = office.step(one, "verify")
    assert (done["state"], done["verifier"]["code"]) == ("verified", office.person.code)


def reserved(program):
    """Return what is reserved of the regular budget of the programme in 2027."""
    (row,) = program("auditor").all("finance/envelopes/?programme=KM&fund=RB-29C&year=2027")
    return Decimal(row["reserved"])


def test_from_a_need_to_a_benefit_without_a_page(house, program):
    one, initiative = need(house, program, "KM-91")
    made, key = case(house, program, initiative, "120000.00")
    tabled, before = house.time, reserved(program)
    # A member cannot act alone and is told why, in her language; the body can.
    member = program("arabic-member")
    offered = {offer["step"]: offer for offer in member.get(f"{made}steps/")["items"]}
    assert not offered["approve"]["allowed"]
    assert member.refused(403, f"{made}steps/approve/") == offered["approve"]["sentence"]
    assert any("\u0600" <= letter <= "\u06ff" for letter in offered["approve"]["sentence"])

    def votes_that_do_not_count(decision, body):
        """Who stepped back does not vote; who has voted does not vote again."""
        with override("fr"):
            mine = gettext("You declared an interest in this, so you do not vote on it.")
        assert program("project-sponsor").refused(403, f"{decision}vote/", {"choice": "no"}) == mine
        twice = program("committee-member").refused(422, f"{decision}vote/", {"choice": "no"})
        assert twice == "This vote has been cast already; a ballot is not changed."

    house.later(hours=3)
    decided = decide(
        house, program, made, "case.decision", "approved", "The case is approved.", SPONSOR,
        votes_that_do_not_count,
    )  # fmt: skip
    approved = program("auditor").get(made)
    assert (approved["state"], approved["decision"]["id"]) == ("approved", decided["id"])
    assert reserved(program) - before == 120_000, "the envelope is reserved with the signature"
    assert [said["disposition"] for said in program("auditor").get(f"{made}advice/")["items"]] == ["followed"]

    house.later(hours=3)
    item = program("pmo-analyst").post(
        f"{ITEMS}propose/",
        {"kind": "portfolio.initiative", "record": initiative["id"], "matter": "portfolio.inclusion"},
    )
    assert (item["state"], item["matter"]["code"]) == ("awaiting", "portfolio.inclusion")
    decide(house, program, one, "portfolio.inclusion", "approved", "It is taken into the portfolio.")
    (project,) = [
        row for row in program("pmo-analyst").all(PROJECTS) if row["case"] and row["case"]["reference"] == key
    ]
    assert project["state"] == "authorised"
    house.later(days=1)
    delivered(house, program, project)
    closed(house, program, project)
    measured(house, program, project)

    auditor = program("auditor")
    verbs = [entry["verb"] for entry in reversed(auditor.get(f"{made}history/")["items"])]
    assert verbs == ["add", "submit", "conform", "endorse", "table", "approve"]
    then = auditor.get(f"{made}?as_at={tabled:%Y-%m-%dT%H:%M:%S}Z")
    assert (then["state"], then["decision"], auditor.get(made)["state"]) == ("tabled", None, "approved")
    early = auditor.get(f"{made}?as_at={MORNING + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}Z")
    assert (early["state"], early["reviewer"]) == ("in_review", None)
    assert [fault.sentence for fault in verify()] == []


def test_nothing_is_approved_beyond_the_headroom(house, program):
    house.later(days=30)
    _one, initiative = need(house, program, "KM-92")
    made, _key = case(house, program, initiative, "75000000.00", form="five", **FIVE)
    before = reserved(program)
    house.later(hours=3)
    decision, body = bring(house, program, made, "case.decision", "approved", SPONSOR)
    for who in (CHAIRS[body], *VOTERS[body]):
        program(who).post(f"{decision}vote/", {"choice": "yes"})
    program(SECRETARY).step(decision, "conclude", outcome="approved", text="The case is approved.")
    why = program(CHAIRS[body]).refused(422, f"{decision}steps/sign/")
    assert why.startswith("KM-RB-29C-2027: 75,000,000 USD are asked for"), why
    auditor = program("auditor")
    assert (auditor.get(made)["state"], auditor.get(decision)["state"]) == ("tabled", "taken")
    assert reserved(program) == before, "a signature that is refused reserves nothing"
    assert [fault.sentence for fault in verify()] == []
