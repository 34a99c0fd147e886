"""Closing a project opens its benefit calendar; what is overdue comes back to the body that decided."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from comity.kernel.actions.verbs import add, change, remove, take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.moment import at, now
from comity.kernel.notices.models import Notice
from comity.modules.appraisal.public import references
from comity.modules.benefits import actions, demo, demo_closed
from comity.modules.benefits.classes import (
    ENOUGH,
    Outcome,
    cost_overruns,
    day_overruns,
    middle,
    quantile,
    realised_share,
    upper,
)
from comity.modules.benefits.jobs import bring_overdue_back
from comity.modules.benefits.models import BenefitMeasurement
from comity.modules.benefits.public import double_counts
from comity.modules.meetings.public import agenda_items
from comity.modules.portfolio.models import Case

US = System("test")
D = Decimal
YESTERDAY = timedelta(days=1)


@pytest.fixture
def owner(someone):
    return someone("Owner", "OICT")


@pytest.fixture
def other(someone):
    return someone("Other", "OICT", "*")


@pytest.fixture
def body(make, units):
    make("governance.matter", code="case.decision", act="decide")
    return make("governance.body", code="COM", kind="committee", unit=units["OICT"])


@pytest.fixture
def decided(make, body):
    """Return the function that makes a decision of the body."""
    return lambda: make("meetings.decision", item=make("meetings.agendaitem", body=body), body=body)


@pytest.fixture
def case_of(make, units, owner, decided, monkeypatch):
    """Return the function that makes an approved case with one benefit worth 100 USD a year in 2026 and 2027."""
    monkeypatch.setattr(Case, "WRITTEN", ("draft", "approved"))  # the way to the approval is told elsewhere

    def made(classification=0, **benefit):
        case = make(
            "portfolio.case",
            unit=units["OICT"],
            state="approved",
            decision=decided(),
            classification=classification,
        )
        said = {
            "name": "Paper saved", "kind": "cash", "owner": owner, "due": now().date() - YESTERDAY, "baseline": D(10),
            "target": D(4),
        }  # fmt: skip
        one = make("portfolio.casebenefit", case=case, **{**said, "indicator": None, **benefit})
        for year in (2026, 2027):
            make("portfolio.benefitvalue", benefit=one, year=year, amount=D(100))
        return case

    return made


@pytest.fixture
def closed(make, units, case_of):
    """Return the function that closes the project of a case."""

    def done(case=None, **benefit):
        case = case or case_of(**benefit)
        project = make("projects.project", case=case, state="closing", unit=units["OICT"], title="Scanning")
        return take(US, project, "close")

    return done


@pytest.fixture
def due(closed):
    closed()
    return BenefitMeasurement.objects.get()


def submitted(one, actor, **values):
    said = {"measured_on": now().date(), "evidence": "Invoices of the year."}
    return take(actor, one, "submit", **{**said, **values})


pytestmark = pytest.mark.django_db


def test_closing_a_project_opens_its_calendar_and_tells_the_owner(due, owner):
    assert (due.state, due.owner, due.target) == ("due", owner, D(4))
    assert due.promised == (D(100) if due.due.year == 2026 else D(0))
    assert Notice.objects.filter(person=owner, topic="benefits.opened").count() == 1
    assert actions.open_calendar(due.project) == [], "a second opening adds nothing"


def test_the_owner_submits_and_a_second_person_verifies(due, owner, other, member):
    with pytest.raises(NotAllowed):
        submitted(due, member, realised=D(80))
    submitted(due, owner, realised=D(80))
    with pytest.raises((NotAllowed, Refused)):
        take(owner, due, "verify")
    take(other, due, "verify")
    assert (due.state, due.submitter, due.verifier, due.share) == ("verified", owner, other, D(80))


def test_whoever_submits_for_the_owner_does_not_verify(due, other):
    submitted(due, other, realised=D(80))
    with pytest.raises(Refused, match="somebody else"):
        take(other, due, "verify")


def test_a_number_that_was_promised_is_answered_with_a_number(due, owner):
    with pytest.raises(Refused, match="what was measured"):
        submitted(due, owner)
    submitted(due, owner, value=D(7))


def test_what_is_returned_is_submitted_anew(due, owner, other):
    submitted(due, owner, realised=D(80))
    take(other, due, "send_back", reason="Which invoices?")
    assert Notice.objects.filter(person=owner, topic="benefits.returned").exists()
    submitted(due, owner, value=D(5))
    assert (due.state, due.realised, due.value) == ("submitted", None, D(5))


def test_what_is_overdue_comes_back_to_the_body_that_decided_exactly_once(due, owner, body):
    for _ in range(2):
        found = bring_overdue_back(lambda *said: None)
    assert found == {"overdue": 1, "brought back": 0}
    items = list(agenda_items(due))
    assert [(one.body, one.matter.code) for one in items] == [(body, "case.decision")]
    assert Notice.objects.filter(person=owner, topic="benefits.overdue").count() == 1


def test_what_is_not_due_yet_stays_with_its_owner(closed):
    closed(due=now().date() + timedelta(days=30))
    assert actions.overdue() == []
    with at(now() + timedelta(days=40)):
        assert len(actions.overdue()) == 1


def test_a_body_gives_a_promise_up_by_its_decision(due, other, decided):
    decision = decided()
    take(other, due, "give_up", authority=decision)
    assert (due.state, due.decision) == ("given_up", decision)


def test_a_second_measurement_counts_the_money_of_the_years_since_the_first(closed, root, owner, units):
    closed(due=date(2026, 6, 30))
    first = BenefitMeasurement.objects.get()
    said = {
        "title": "Again",
        "benefit": first.benefit,
        "project": first.project,
        "owner": owner,
        "unit": units["OICT"],
    }
    later = add(root, BenefitMeasurement, due=date(2027, 6, 30), **said)
    assert (first.promised, later.promised, later.kind) == (D(100), D(100), "cash")
    with pytest.raises(Refused):
        add(root, BenefitMeasurement, due=date(2027, 6, 30), **said)


def test_what_is_verified_stays(due, owner, other, root):
    take(other, submitted(due, owner, realised=D(80)), "verify")
    with pytest.raises(Refused):
        change(root, due, due=date(2030, 1, 1))
    due.refresh_from_db()
    with pytest.raises(Refused):
        remove(root, due, "No longer wanted.")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE benefits_benefitmeasurement SET realised = 1")


def test_the_owner_finds_on_home_what_is_to_be_measured(due, owner, enter):
    page = enter(owner).get("/").content.decode()
    assert "Benefits to measure" in page
    assert due.reference in page


def test_the_share_is_of_money_where_money_was_promised_else_of_the_measure():
    one = BenefitMeasurement(promised=D(200), realised=D(150), baseline=D(10), target=D(4), value=D(4))
    assert one.share == 75
    one.promised = D(0)
    assert one.share == 100
    one.value = D(13)
    assert one.share == -50
    one.target = D(10)
    assert one.share is None


def test_a_reference_class_needs_three_projects_to_suggest_anything():
    some = [Outcome(D(100), D(cost), 100, 100) for cost in (90, 120, 150)]
    values = cost_overruns(some)
    assert (middle(values), upper(values)) == (D(20), D(38))
    assert middle(values[:2]) is None
    assert realised_share([(D(100), D(80)), (D(300), D(120))]) == 50
    assert realised_share([]) is None
    assert quantile([D(1), D(2)], D("0.5")) == D("1.5")


def test_what_came_of_what_was_promised_is_told_to_appraisal(due, owner, other, root, stranger):
    submitted(due, owner, realised=D(80))
    take(other, due, "verify")
    found = references(root, None)
    assert [(one.projects, one.measured, one.cost) for one in found] == [(0, 1, None)], (
        "it had no first baseline to compare with"
    )
    assert references(stranger, None) == [], "nobody learns of projects they may not see"


def test_the_same_indicator_in_overlapping_units_is_promised_twice(case_of, make, units, root):
    indicator = make("results.indicator", unit=units["UN"])
    first, second = (case_of(indicator=indicator) for _ in range(2))
    assert [{one.case for one in pair.both} for pair in double_counts(root, None)] == [{first, second}]
    assert len(double_counts(root, None, first)) == 1
    make("portfolio.case", unit=units["UNON"])
    assert len(double_counts(root, None)) == 1


def test_the_same_words_of_a_measure_are_a_promise_made_twice_where_neither_names_an_indicator(
    case_of, make, units, root
):
    one, two = (
        case_of(indicator=None, measure="Hours a week"),
        case_of(indicator=None, measure="hours a WEEK"),
    )
    case_of(indicator=None, measure="")
    case_of(indicator=None, measure="")
    case_of(indicator=make("results.indicator", unit=units["UN"]), measure="Hours a week")
    assert [{pair.one.case, pair.other.case} for pair in double_counts(root, None)] == [{one, two}]
    assert len(double_counts(root, None, two)) == 1
    assert double_counts(root, None, case_of(indicator=None, measure="")) == []


def test_the_page_of_a_case_warns_of_the_other_case_until_it_is_decided(make, units, root, member, enter):
    cases = [make("portfolio.case", unit=units["OICT"], title=f"Case {number}") for number in (1, 2)]
    for case in cases:
        make("portfolio.casebenefit", case=case, indicator=None, measure="Hours a week")
    address = reverse("portfolio:whole-case", args=[cases[0].pk])
    said = f"“Hours a week” is promised by {cases[1]} too."
    assert said in enter(root).get(address).content.decode()
    assert said in enter(member).get(address).content.decode()
    change(US, cases[1], classification=2)
    assert "promised by" not in enter(member).get(address).content.decode()
    change(US, cases[1], classification=0)
    take(US, cases[0], "withdraw", reason="Not needed.")
    assert "Worth knowing" not in enter(root).get(address).content.decode()


def test_the_pages_show_what_came_and_what_is_late(due, root, enter, neighbour, stranger):
    client = enter(root)
    page = client.get(reverse("benefits:overview")).content.decode()
    assert "Paper saved" in page
    assert "Overdue" in page
    lines = client.get(reverse("benefits:overview-csv")).content.decode().splitlines()
    assert len(lines) == 2
    assert client.get(reverse("benefits:overview"), {"programme": "nope"}).status_code == 404
    assert client.get(reverse("benefits:twice")).status_code == 200
    assert "Paper saved" not in enter(neighbour).get(reverse("benefits:overview")).content.decode()
    assert enter(stranger).get(reverse("benefits:overview")).status_code == 403
    project = client.get(due.project.get_absolute_url()).content.decode()
    assert "Benefit calendar" in project
    case = client.get(reverse("portfolio.case:detail", args=[due.project.case_id]))
    assert case.status_code == 200


def test_a_secret_case_keeps_its_benefits_secret(case_of, closed, member, enter):
    closed(case_of(classification=2))
    one = BenefitMeasurement.objects.get()
    assert one.classification == 2
    assert one.title not in enter(member).get(reverse("benefits:overview")).content.decode()


def test_the_demonstration_measures_what_is_due(due, closed, make, units):
    verifier = make("people.person", code="P-000017", name="Analyst")
    make(
        "access.grant",
        person=verifier,
        role=None,
        right="review",
        register="benefits.*",
        unit=units["UN"],
        below=True,
    )
    for _ in range(3):
        closed()
    demo.load(lambda *said: None)
    assert sorted(BenefitMeasurement.objects.values_list("state", flat=True)) == [
        "due",
        "submitted",
        "verified",
        "verified",
    ]
    assert BenefitMeasurement.objects.filter(due__lt=date(2100, 1, 1)).count() == 4


def test_the_closed_projects_of_the_demonstration_are_enough_for_a_reference_class():
    rows = {line["code"]: line for line in demo_closed.lines("demo_closed.csv")}
    promises = list(demo_closed.lines("demo_promises.csv"))
    assert {line["code"] for line in promises} == set(rows)
    outcomes = [
        Outcome(D(one["planned"]), D(one["spent"]), int(one["planned_days"]), int(one["taken_days"]))
        for one in rows.values()
    ]
    assert len(outcomes) >= ENOUGH
    assert all(D(one["spent"]) <= D(one["asked"]) for one in rows.values()), (
        "nothing is spent beyond what is reserved"
    )
    assert middle(cost_overruns(outcomes)) == D("15.0")
    assert middle(day_overruns(outcomes)) == D("25.5")


def test_no_project_is_closed_where_there_is_no_money_or_nobody_to_do_it(db):
    demo_closed.write_closed(lambda *_: None)
    assert not Case.objects.exists()
