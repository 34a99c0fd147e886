"""Policies live by decision, and anyone may try flows."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from comity.kernel.actions.verbs import add, change, remove, take
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.moment import now
from comity.modules.appraisal import demo
from comity.modules.appraisal.models import RateStep
from comity.modules.appraisal.public import Line, appraise, policy_on, rates_of, shown
from comity.modules.appraisal.reading import read

pytestmark = pytest.mark.django_db
FLOWS = "0 -100 -90 -140 Build\n1 60 10 80 Savings\n2 60 10 80 Savings\n"


@pytest.fixture
def policy(make, units):
    made = make("appraisal.discountpolicy", unit=units["OICT"], starts=date(2024, 1, 1))
    make("appraisal.ratestep", policy=made, from_year=0, rate=Decimal("3.50"))
    return made


def adopted(policy, root):
    take(root, policy, "propose")
    return take(root, policy, "adopt")


def test_a_policy_without_rates_is_not_proposed(make, root):
    with pytest.raises(Refused, match="year 0"):
        take(root, make("appraisal.discountpolicy"), "propose")


def test_who_may_not_decide_does_not_adopt(policy, root, member):
    take(root, policy, "propose")
    with pytest.raises(NotAllowed):
        take(member, policy, "adopt")
    take(root, policy, "adopt")


def test_the_rates_of_a_proposed_policy_stay(policy, root):
    adopted(policy, root)
    step = policy.steps.get()
    for attempt in (
        lambda: change(root, step, rate=Decimal(9)),
        lambda: remove(root, step, "No longer wanted."),
        lambda: add(root, RateStep, policy=policy, from_year=31, rate=Decimal(3)),
    ):
        with pytest.raises(Refused):
            attempt()


@pytest.mark.parametrize(
    "wish", [{"title": "Other"}, {"starts": date(2020, 1, 1)}, {"ends": date(2025, 1, 1)}]
)
def test_an_adopted_policy_stays_as_it_was_adopted(policy, root, wish):
    adopted(policy, root)
    with pytest.raises(Refused, match="adopted policy stays|nothing was changed"):
        change(root, policy, **wish)
    with pytest.raises(Refused):
        remove(root, policy, "No longer wanted.")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE appraisal_ratestep SET rate = 9", "DELETE FROM appraisal_ratestep",
        "UPDATE appraisal_discountpolicy SET title = 'x'", "DELETE FROM appraisal_discountpolicy",
    ],
)  # fmt: skip
def test_the_database_keeps_what_was_adopted(policy, root, sql):
    adopted(policy, root)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_adopted_policy_ends_the_one_before_it(policy, root, make):
    adopted(policy, root)
    newer = make("appraisal.discountpolicy", unit=policy.unit, starts=date(2027, 1, 1))
    make("appraisal.ratestep", policy=newer, from_year=0, rate=Decimal("2.00"))
    adopted(newer, root)
    policy.refresh_from_db()
    assert (policy.state, policy.ends) == ("superseded", date(2026, 12, 31))
    assert policy_on(date(2026, 12, 31)) == policy
    assert policy_on(date(2027, 1, 1)) == newer
    assert policy_on(date(2020, 1, 1)) is None


def test_rates_move_with_their_policy_to_another_unit(policy, root, units):
    change(root, policy, unit=units["UNON"])
    assert policy.steps.get().unit == units["UNON"]


def test_a_case_is_appraised_by_a_policy_and_shown(policy):
    case = appraise([Line(2027, "cost", Decimal(100)), Line(2028, "benefit", Decimal(207))], policy, 2027)
    assert case.npv == Decimal("100.00")
    assert case.rates.name == policy.title
    assert [figure.code for figure in shown(case)["figures"]][:3] == ["npv", "npsv", "bcr"]


def test_without_a_policy_nothing_is_discounted():
    assert rates_of(None).factor(40) == 1
    assert shown(appraise([], None))["figures"] == []


def test_anyone_may_try_flows_and_share_the_address(policy, root, stranger, enter):
    adopted(policy, root)
    client = enter(root)
    assert client.get(reverse("appraisal:calculator")).status_code == 200
    response = client.get(reverse("appraisal:calculator"), {"flows": FLOWS, "cost": "20"})
    page = response.content.decode()
    assert response.status_code == 200
    for words in ("Net present value", "Chance of a loss", "figure-irr", "0.9662"):
        assert words in page
    assert enter(stranger).get(reverse("appraisal:calculator"), {"flows": FLOWS}).status_code == 200


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_calculator_reads_in_other_languages(policy, root, enter, language):
    adopted(policy, root)
    root.account.language = language
    root.account.save(update_fields=["language"])
    page = enter(root).get(reverse("appraisal:calculator"), {"flows": FLOWS, "mitigated": "40"})
    assert page.status_code == 200


def test_the_trace_comes_as_csv_and_adds_up(policy, root, enter):
    adopted(policy, root)
    response = enter(root).get(reverse("appraisal:calculator-csv"), {"flows": FLOWS + "2 5 =cmd\n"})
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    npv = Decimal(next(row for row in rows if row[:1] == ["npv"])[1])
    assert npv == sum(Decimal(row[10]) for row in rows if row[:1] == ["cash"])
    assert "'=cmd" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"flows": "soon 5"}, {"flows": "1 x"}, {"flows": "1 5 6"}, {"flows": "1 -5 -4 3"}, {"flows": "1 5 6 7"},
        {"flows": "1 2\n2027 5"}, {"flows": "0 1\n900 1"}, {"flows": ""}, {"flows": "0 1", "cost": "many"},
        {"flows": "0 1", "mitigated": "101"}, {"flows": "0 1", "cost": "NaN"}, {"flows": "1 1\n" * 600}, {"flows": "0 1e9"},
    ],
)  # fmt: skip
def test_flows_that_make_no_sense_are_answered_with_sentences(query, policy, root, enter):
    client = enter(root)
    for name in ("appraisal:calculator", "appraisal:calculator-csv"):
        assert client.get(reverse(name), query).status_code == 422, query


def test_a_pasted_table_is_read_with_thousands_phases_and_stars():
    table = read("2027\t-1,200.50\t-1000\t-1500\tNew servers build\n2028;300;Time saved *")
    first, second = table.lines
    assert table.faults == []
    assert (table.first_year, first.amount, first.low, first.phase, first.name) == (
        2027, Decimal("1200.50"), Decimal(1000), "build", "New servers",
    )  # fmt: skip
    assert (second.cash, second.name) == (False, "Time saved")


def test_the_demonstration_has_a_policy_in_force(make, units):
    unit = units["OICT"]
    for code in ("P-000017", "P-000005"):
        person = make("people.person", code=code, name=code)
        for right in ("propose", "decide"):
            make(
                "access.grant",
                person=person,
                role=None,
                right=right,
                register="appraisal.*",
                unit=unit,
                below=True,
            )
    demo.load(lambda *said: None)
    demo.load(lambda *said: None)
    today = policy_on(now().date())
    assert today is not None
    assert today.rates().factor(31).quantize(Decimal("0.0001")) == Decimal("0.3459")
    assert policy_on(now().date() - timedelta(days=9999)) is None
