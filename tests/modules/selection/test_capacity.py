"""Shares of options, time of own staff and running projects, from the forms of the portfolio to the answer."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit.actors import System
from comity.kernel.jobs.execution import drain
from comity.modules.selection import address
from comity.modules.selection.building import build
from comity.modules.selection.instancefile import read
from comity.modules.selection.models import Scenario
from comity.modules.selection.wish import Term, Wish

pytestmark = pytest.mark.django_db
US = System("test")
WHAT_IF = "/selection/what-if/"


def option_of(house, code):
    return house.initiatives[code].cases.get().options.get(kind="full")


def staffed(house, code, months, category="professional", year=2027):
    return house.make(
        "portfolio.staffline", option=option_of(house, code), year=year, category=category, months=months
    )


def under_way(house, code):
    for step in ("approve", "include"):
        take(US, house.initiatives[code], step)


def question(house, model, **wish):
    return build(Wish(**wish), model, house.ann).problem


def page_of(enter, person, **said):
    client = enter(person)
    return client.get(client.post(WHAT_IF, {"do": "solve", **said})["Location"]).content.decode()


def test_a_reduced_option_is_worth_the_share_that_its_case_says(house, assessed):
    """Also where no benefit has a value in money, by which the share could be told."""
    case = house.initiatives["A"].cases.get()
    less = house.make(
        "portfolio.caseoption", case=case, name="Half", kind="reduced", share=30, preferred=False
    )
    house.make(
        "portfolio.costline", option=less, year=2027, fund=house.fund, amount=Decimal(50), phase="build"
    )
    one = next(i for i in question(house, assessed).initiatives if i.code == "A")
    assert [(o.code, o.value, o.scores) for o in one.options] == [
        ("1-full", 100_000, (100_000, 100_000)), ("2-reduced", 30_000, (30_000, 30_000)),
    ]  # fmt: skip


def test_capacity_by_category_changes_what_is_chosen_and_the_page_shows_it(house, assessed, enter):
    for code, months in (("A", Decimal("7.5")), ("B", 6), ("C", 5)):
        staffed(house, code, months)
    staffed(house, "C", 2, "general")
    free = page_of(enter, house.ann)
    assert "Whose time it takes" in free
    assert "12.5" in free, "A and C take 7.5 and 5 months"
    client = enter(house.ann)
    address_ = client.post(WHAT_IF, {"do": "solve", "staff:2027:professional": "12", "staff:2027": ""})[
        "Location"
    ]
    assert "staff=2027%3Aprofessional%3A12" in address_
    page = client.get(address_).content.decode()
    assert 'name="staff:2027:professional" min="0" value="12"' in page
    assert "Professional and higher" in page
    one = build(address.read(QueryDict(address_.split("?")[1])), assessed, house.ann).problem
    assert one.staff == ((2027, "professional", 1200),)
    assert "<bdi>Initiative B</bdi>" in page.split("What is chosen")[1].split("What it takes")[0]


def test_what_staff_cannot_carry_is_said_in_person_months(house, assessed, enter):
    staffed(house, "A", 9)
    page = page_of(enter, house.ann, **{"staff:2027": "6", "force:A": "in"})
    assert "All staff together" in page
    assert "lacks 3 person-months" in page


def test_terms_of_one_project_go_before_those_of_its_programme(house, assessed):
    for code in "ABC":
        under_way(house, code)
    terms = (Term("programme:RM", 40, 60, 5), Term("A", 0, 90, 7, "USD"))
    items = {i.code: i for i in question(house, assessed, rebalance=True, terms=terms).initiatives}
    plan, slow, stop = items["A"].options
    assert (slow.cost, slow.value, stop.cost) == (plan.cost, 90_000, 700)
    plan, slow, stop = items["B"].options
    assert (slow.cost, slow.value, stop.cost) == (30_000, 45_000, 2_500), (
        "what is done after the last year is not looked at"
    )


def test_a_project_that_nothing_is_left_for_stops_and_the_page_says_on_what_terms(house, assessed, enter):
    under_way(house, "A")
    said = {
        "rebalance": "1",
        "term-who": "A",
        "term-later": "",
        "term-worth": "70",
        "term-stop": "9",
        "term-unit": "USD",
    }
    page = page_of(enter, house.ann, **said, percent="100", **{"force:B": "in", "force:C": "in"})
    part = page.split("How the running projects go on")[1].split("What it takes")[0]
    assert "Stopping costs 9 USD" in part
    assert "50 % of each year" in part
    assert "70 % of the value" in part
    assert 'value="9"' in page.split("Other terms", 1)[1]
    forced = page_of(enter, house.ann, rebalance="1", **{"force:A": "out"})
    row = forced.split("How the running projects go on")[1].split("What it takes")[0]
    assert row.index("Stop ") < row.index("Chosen"), (
        "a running project that is forced out stops, at its price"
    )


@pytest.mark.parametrize(
    "query",
    ["staff=2027:general:x", "staff=1:general:5", "term=A|50|80|10", "term=A|50|80|101|%", "term=A|50|80|10|EUR",
     "term=A B|50|80|10|%", "later=101", "staff=2027:a b:5"],
)  # fmt: skip
def test_terms_and_limits_that_make_no_sense_are_answered_with_a_sentence(house, enter, query):
    assert enter(house.ann).get(f"{WHAT_IF}?{query}").status_code == 422


def test_terms_and_staff_come_back_from_an_address_and_from_a_scenario(house, model):
    wish = Wish(
        rebalance=True, later=20, worth=95, terms=(Term("A", 1, 2, 3, "USD"), Term("programme:RM", 50, 80, 10)),
        staff={"2027": 5, "2027:general": 3},
    )  # fmt: skip
    assert address.read(QueryDict(address.query(wish))) == wish
    kept = add(
        house.ann, Scenario, title="Kept", unit=house.units["OICT"], scoring_model=model, wish=wish.to_json()
    )
    kept.refresh_from_db()
    assert Wish.from_json(kept.wish) == wish


def test_a_scenario_with_limits_of_staff_is_solved_and_filed(house, assessed):
    staffed(house, "A", 9)
    wish = {"staff": {"2027:professional": 8}}
    one = add(house.ann, Scenario, title="Few", unit=house.units["OICT"], scoring_model=assessed, wish=wish)
    take(house.ann, one, "solve")
    drain()
    one.refresh_from_db()
    assert (one.state, float(one.value)) == ("solved", 125)
    assert take(house.ann, one, "file").state == "filed"


def test_a_file_limits_staff_by_category():
    lines = b"option,A,full,6\nstaff,A,full,2027,3.5,general\nstaff,A,full,2028,1\nlimit,staff,2027,2,general\nlimit,staff,2028,9"
    found = read(lines)
    assert not found.faults
    assert found.problem.staff == ((2027, "general", 200), (2028, "", 900))
    assert found.problem.initiatives[0].options[0].staff == ((2027, "general", 350), (2028, "", 100))
    assert read(lines.replace(b"limit,staff", b"limit,cats")).faults[0][0] == 4
