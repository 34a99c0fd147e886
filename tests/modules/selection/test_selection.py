"""Blind assessment, scenarios and their opinions, the what-if page, instance files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.kernel.access.rules import visible_to
from comity.kernel.actions.verbs import add, change, take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.flow.models import Advice
from comity.kernel.jobs.execution import drain
from comity.kernel.jobs.models import Job
from comity.modules.selection import address, values
from comity.modules.selection.building import build
from comity.modules.selection.instancefile import read
from comity.modules.selection.models import Assessment, Scenario, Solution
from comity.modules.selection.wish import Wish

from .conftest import assess

pytestmark = pytest.mark.django_db
US = System("test")
WHAT_IF = "/selection/what-if/"


def scenario(house, model=None, **wish):
    return add(house.ann, Scenario, title="What if", unit=house.units["OICT"], scoring_model=model, wish=wish)


def test_neither_assessor_sees_the_other_before_both_have_handed_in(house, model, enter):
    one = house.initiatives["A"]
    first = assess(house.ann, model, one, 4, 0)
    mine = assess(house.ben, model, one, 2, 4, hand_in=False)
    assert set(visible_to(house.ben, Assessment.objects.all())) == {mine}
    assert set(visible_to(house.ann, Assessment.objects.all())) == {first}
    page = enter(house.ben).get(reverse("selection.assessment:detail", args=[first.pk]))
    assert page.status_code == 404
    assert values.worths(model, house.ben) == {}
    take(house.ben, mine, "hand_in")
    assert set(visible_to(house.ben, Assessment.objects.all())) == {first, mine}
    (worth,) = values.worths(model, house.ben).values()
    assert worth.value == round((75 + (2 * 3 + 4) / 4 * 25) / 2 * 1000), "the weighted mean of the two"
    assert worth.spread == 75 - 62.5


def test_two_assess_and_a_third_is_one_too_many(house, model, someone):
    one = house.initiatives["A"]
    for person in (house.ann, house.ben):
        assess(person, model, one, 1, 1, hand_in=False)
    third = someone("Tom", "OICT", "view", "add", "work", ceiling=1)
    with pytest.raises(Refused, match="Two assessors"):
        assess(third, model, one, 1, 1)


def test_nobody_assesses_for_another_or_what_they_sponsor(house, model, make):
    one = house.initiatives["A"]
    with pytest.raises(NotAllowed):
        add(house.ann, Assessment, scoring_model=model, initiative=one, assessor=house.ben)
    own = make("portfolio.initiative", sponsor=house.ann, unit=house.units["OICT"])
    with pytest.raises(Refused, match="sponsor"):
        assess(house.ann, model, own, 1, 1)


def test_what_was_handed_in_stays_and_is_complete(house, model):
    one = house.initiatives["A"]
    half = add(
        house.ann, Assessment, scoring_model=model, initiative=one, assessor=house.ann, scores={"goal": 1}
    )
    with pytest.raises(Refused, match="risk"):
        take(house.ann, half, "hand_in")
    with pytest.raises(Refused, match="fields"):
        change(house.ann, half, scores={"goal": 9})
    half.refresh_from_db()
    take(house.ann, change(house.ann, half, scores={"goal": 1, "risk": 1}), "hand_in")
    with pytest.raises(Refused, match="handed in"):
        change(house.ann, half, scores={"goal": 4, "risk": 4})


def test_an_adopted_model_is_locked(model):
    with pytest.raises(Refused, match="no draft"):
        change(US, model, title="Other")
    with pytest.raises(Refused, match="draft"):
        change(US, model.criteria.get(code="goal"), weight=99)


def test_weights_are_adopted_by_whom_the_mandate_names(house, model, make, someone):
    """A right to decide is not enough once a mandate speaks of the matter."""
    matter = make("governance.matter", code="scoring.weights", act="decide")
    body = make("governance.body", code="EC", kind="committee", unit=house.units["OICT"])
    make("governance.mandate", body=body, matter=matter, right="decide")
    other = make("selection.scoringmodel", unit=house.units["OICT"])
    make("selection.criterion", scoring_model=other)
    take(US, other, "propose")
    chief = someone("Chief", "OICT", "view", "decide")
    with pytest.raises(NotAllowed):
        take(chief, other, "adopt")


def test_the_question_holds_values_needs_and_what_is_free(house, assessed):
    built = build(Wish(), assessed, house.ann)
    assert not built.faults
    assert {i.code: i.options[0].value for i in built.problem.initiatives} == {
        "A": 100000,
        "B": 75000,
        "C": 50000,
    }
    assert [(e.programme, e.fund, e.year, e.amount) for e in built.problem.envelopes] == [
        ("RM", "RB", 2027, 100000)
    ]
    assert built.problem.weights == (3, 1)
    forced = build(Wish(forced={"B": "in"}), assessed, house.ann).problem
    assert {i.code: i.must for i in forced.initiatives} == {"A": "", "B": "in", "C": ""}


def test_whom_the_reader_may_not_see_is_not_in_the_question(house, assessed, neighbour):
    assert build(Wish(), assessed, neighbour).problem.initiatives == ()


def test_a_scenario_is_solved_by_a_job_and_the_same_question_is_answered_from_memory(house, assessed):
    first, second = scenario(house, assessed), scenario(house, assessed)
    for one in (first, second):
        take(house.ann, one, "solve")
    drain()
    for one in (first, second):
        one.refresh_from_db()
        assert (one.state, one.chosen, float(one.value), float(one.cost)) == ("solved", 2, 150, 1000)
        assert one.sha256
        assert "HiGHS" in one.solver
        assert one.bound >= one.value
    assert first.sha256 == second.sha256
    assert Solution.objects.count() == 1


def test_what_fits_not_says_why(house, assessed, enter):
    one = scenario(house, assessed, forced={"A": "in", "B": "in"})
    take(house.ann, one, "solve")
    drain()
    one.refresh_from_db()
    assert one.state == "infeasible"
    page = enter(house.ann).get(reverse("selection:answer", args=[one.pk])).content.decode()
    assert "Initiative A" in page or "Initiative B" in page
    assert "lacks" in page


def test_a_cancelled_scenario_ends_its_job(house, assessed):
    one = take(house.ann, scenario(house, assessed), "solve")
    take(house.ann, one, "stop")
    assert Job.objects.get(pk=one.job).state == "cancelled"
    assert drain() == 0
    with pytest.raises(Refused, match="draft"):
        change(house.ann, one, title="Other")
    one.refresh_from_db()
    take(house.ann, one, "solve")
    drain()
    one.refresh_from_db()
    assert one.state == "solved"


def test_an_opinion_advises_and_changes_no_state(house, assessed):
    one = take(house.ann, scenario(house, assessed), "solve")
    drain()
    one.refresh_from_db()
    included = house.initiatives["A"]
    before = {code: i.state for code, i in house.initiatives.items()}
    take(house.ann, one, "file")
    for code, item in house.initiatives.items():
        item.refresh_from_db()
        assert item.state == before[code]
    said = {a.object_id: a for a in Advice.objects.filter(on_behalf="Project management office")}
    assert said[included.pk].stance == "support"
    assert said[house.initiatives["B"].pk].stance == "oppose"
    assert one.reference in said[included.pk].text


def test_what_has_changed_since_is_not_filed(house, assessed, make):
    one = take(house.ann, scenario(house, assessed), "solve")
    drain()
    one.refresh_from_db()
    from .conftest import initiative

    initiative(house, "D", 10)
    with pytest.raises(Refused, match="changed since"):
        take(house.ann, one, "file")


def test_the_what_if_page_answers_a_small_question_at_an_address_to_share(house, assessed, enter):
    client = enter(house.ann)
    assert "no answer yet" in client.get(WHAT_IF).content.decode()
    said = client.post(WHAT_IF, {"percent": "100", "force:C": "out", "do": "solve"})
    assert said.status_code == 302
    address = said["Location"]
    assert "out=C" in address
    page = client.get(address).content.decode()
    assert "Initiative A" in page
    assert "100 USD" not in page
    other = enter(house.viewer).get(address).content.decode()
    assert "What is chosen" in other, "the address shows the same to whoever sees the same"
    table = client.get(address.replace("/what-if/?", "/what-if.csv?"))
    assert b"A,Initiative A,yes" in table.content


def test_the_whole_exploration_is_a_job_and_shows_frontier_refusals_and_bands(house, assessed, enter):
    client = enter(house.ann)
    said = client.post(WHAT_IF, {"do": "explore"})
    waiting = client.get(said["Location"]).content.decode()
    assert "See how far the work is" in waiting
    drain()
    page = client.get(said["Location"]).content.decode()
    for words in ("What more or less money would bring", "The price of each refusal", "How certain it is"):
        assert words in page


def test_who_only_looks_on_asks_no_work_of_the_house(house, assessed, enter):
    assert enter(house.viewer).post(WHAT_IF, {"do": "explore"}).status_code == 403
    assert enter(house.viewer).post(WHAT_IF, {"do": "keep"}).status_code == 403
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    "query", ["percent=abc", "floor=x", "floor=a|b|c", "gap=none", "run=x:y", "percent=0", "first=1"]
)
def test_garbage_is_answered_with_a_sentence(house, enter, query):
    assert enter(house.ann).get(f"{WHAT_IF}?{query}").status_code == 422


def test_a_wish_comes_back_from_its_address():
    from django.http import QueryDict

    wish = Wish(
        percent=80,
        gap="exact",
        forced={"A": "in", "B": "out"},
        floors=(("goal:G1", "share", 20),),
        run={"2027": 5},
    )
    assert address.read(QueryDict(address.query(wish))) == wish
    assert Wish.from_json(wish.to_json()) == wish


def test_scenarios_stand_beside_each_other_and_what_differs_comes_first(house, assessed, enter):
    pair = [scenario(house, assessed), scenario(house, assessed, percent=50)]
    for one in pair:
        take(house.ann, one, "solve")
    drain()
    page = (
        enter(house.viewer).get("/selection/compare/", {"s": [str(one.pk) for one in pair]}).content.decode()
    )
    assert page.count(pair[0].reference) >= 2
    assert "differs" in page


def test_floors_and_other_funds_change_the_answer(house, assessed, make):
    other = make("finance.fund", code="XB")
    proposal = make(
        "finance.envelopeproposal",
        programme=house.programme,
        fund=other,
        year=2027,
        amount=500,
        unit=house.units["OICT"],
    )
    for step in ("submit", "review", "approve"):
        take(US, proposal, step)
    named = build(Wish(), assessed, house.ann).problem
    free = build(Wish(paying="any"), assessed, house.ann).problem
    assert {f for i in named.initiatives for o in i.options for n in o.needs for f in n.funds} == {"RB"}
    assert {f for i in free.initiatives for o in i.options for n in o.needs for f in n.funds} == {"RB", "XB"}
    make("finance.earmark", fund=other, programme=make("governance.programme"), unit=None)
    bound = build(Wish(paying="any"), assessed, house.ann).problem
    assert {f for i in bound.initiatives for o in i.options for n in o.needs for f in n.funds} == {"RB"}


FILE = b"""# a small instance
envelope,P,F,2027,100
option,A,full,6,First,P
option,B,full,5.5,Second,P,
option,C,full,4,Third,P,
cost,A,full,2027,60,F
cost,B,full,2027,50,F
cost,C,full,2027,40,F|G
requires,C,A
synergy,A,C,0.5
group,A,one
floor,group:one,count,1
"""


def test_an_instance_file_is_solved_like_the_own_portfolio(house, enter):
    client = enter(house.ann)
    said = client.post("/selection/load/", {"title": "Foreign", "file": SimpleUploadedFile("a.csv", FILE)})
    assert said.status_code == 302
    one = Scenario.objects.get()
    take(house.ann, one, "solve")
    drain()
    one.refresh_from_db()
    assert (one.state, float(one.value), one.chosen) == ("solved", 10.5, 2)
    page = client.get(reverse("selection:answer", args=[one.pk])).content.decode()
    assert "Third" in page


def test_faults_of_a_file_come_with_their_line(house, enter):
    bad = (
        FILE.replace(b"cost,B,full,2027,50,F", b"cost,B,half,2027,50,F").replace(b"0.5", b"0.00001")
        + b"nonsense,1\n"
    )
    assert [line for line, _said in read(bad).faults] == [7, 10, 13]
    said = enter(house.ann).post(
        "/selection/load/", {"title": "Bad", "file": SimpleUploadedFile("a.csv", bad)}
    )
    assert said.status_code == 422
    assert "no kind of line" in said.content.decode()
    assert not Scenario.objects.exists()
    for rubbish in (b"\xff\xfe", b'"', b"\x00", b"", b"option,A", b"requires,A,B"):
        assert read(rubbish).faults


def test_assessing_on_its_page(house, model, enter):
    client, one = enter(house.ann), house.initiatives["A"]
    address = reverse("selection:assess-one", args=[one.pk])
    assert client.get(address).status_code == 200
    half = client.post(address, {"score:goal": "4", "do": "hand-in"})
    assert half.status_code == 422
    assert (
        client.post(
            address, {"score:goal": "4", "score:risk": "0", "remark": "Good", "do": "hand-in"}
        ).status_code
        == 302
    )
    kept = Assessment.objects.get()
    assert (kept.state, kept.scores, kept.classification) == ("sealed", {"goal": 4, "risk": 0}, 2)
    assert "Initiative A" in client.get(reverse("selection:assess")).content.decode()
