"""Both constitutions load, stand one after the other, and are what the files say."""

import csv
from datetime import date, timedelta

import pytest

from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.kernel.registers.reading import rows
from comity.kernel.registers.register import registers
from comity.modules.governance import public
from comity.modules.governance.loading import DATA, FIRST, THEN, lines, load
from comity.modules.governance.matters import MATTERS
from comity.modules.governance.models import Accountability, Body, Constitution, Mandate
from comity.modules.governance.queries import mandates_on, rules_on

pytestmark = pytest.mark.django_db
CODES = ("OICT", "OICT-CITO", "OICT-PMO", "OICT-ASU", "UNON", "UNMIL")


@pytest.fixture
def loaded(make):
    """The whole organisation that the files name, and both constitutions."""
    top = make("people.unit", code="UN", kind="organisation", parent=None)
    for code in CODES:
        make("people.unit", code=code, kind="office", parent=top)
    make(
        "people.unit",
        code="UNON-ICTS",
        kind="service",
        parent=Body._meta.get_field("unit").related_model.objects.get(code="UNON"),
    )
    return load(System("tests"))


def facts(programme="", unit="OICT", **values):
    from comity.kernel.people.models import Unit
    from comity.modules.governance.models import Programme

    key = Programme.objects.get(code=programme).pk if programme else None
    return public.Facts(unit=Unit.objects.get(code=unit), programme=key, **values)


def test_every_matter_of_the_house_has_its_row_and_somebody_who_takes_it(loaded):
    for code in ("2008", "2022"):
        constitution = Constitution.objects.get(code=code)
        spoken = {(m.matter.code, m.right) for m in mandates_on(now().date(), constitution=constitution)}
        acts = {m.matter.code: m.matter.act for m in mandates_on(now().date(), constitution=constitution)}
        assert set(acts) == set(MATTERS)
        assert {(matter, act) for matter, act in acts.items()} <= spoken


def test_loading_twice_adds_nothing(loaded):
    assert sum(loaded.values()) > 200
    assert sum(load(System("tests")).values()) == 0


@pytest.mark.parametrize(("name", "model"), [*FIRST, *THEN])
def test_the_files_have_the_columns_of_their_registers(name, model):
    content = (DATA / name).read_bytes()
    assert list(rows(registers[model.kind_name()], content, name))


def test_every_line_of_the_files_is_valid_and_names_its_source(loaded):
    assert not Mandate.objects.filter(source="").exists()
    assert not Accountability.objects.filter(source="").exists()
    for _name, model in [*FIRST, *THEN]:
        for row in model.objects.all():
            row.full_clean(exclude=["entry_id", "created_at", "changed_at", "state", "state_since"])


def test_every_rule_gives_to_a_body_that_holds_the_mandate(loaded):
    for constitution in Constitution.objects.all():
        mandates = list(mandates_on(now().date(), constitution=constitution))
        for rule in rules_on(now().date(), constitution=constitution):
            held = [m for m in mandates if m.body_id == rule.decider_id and m.matter_id == rule.matter_id]
            assert any(m.right == rule.matter.act for m in held), rule


WAYS = [
    ({"programme": "KM", "amount": 3_000_000, "risk": 1}, "SC-KM", "shared"),
    ({"programme": "RM"}, "SC-RM", "shared"),
    ({"programme": "MGT", "amount": 10}, "EC-ICT", "central"),
    ({"programme": "IM", "unit": "UNON-ICTS", "amount": 249_999, "risk": 2}, "UNON-ICT", "local"),
    ({"programme": "IM", "unit": "UNON-ICTS", "amount": 250_000, "risk": 2}, "SC-IM", "shared"),
    ({"programme": "IM", "unit": "UNON-ICTS", "amount": 249_999, "risk": 3}, "SC-IM", "shared"),
    ({"programme": "IM", "unit": "UNON-ICTS", "amount": 249_999}, "SC-IM", "shared"),
    ({"programme": "IM", "unit": "UNON-ICTS"}, "SC-IM", "shared"),
    ({"programme": "IM", "unit": "UNMIL", "amount": 5, "risk": 0}, "UNMIL-ICT", "local"),
]


def test_a_business_case_goes_to_its_body_by_programme_unit_amount_and_risk(loaded):
    for asked, body, mode in WAYS:
        found = public.route("case.decision", facts(**asked))
        assert (found.body.code, found.mode) == (body, mode), asked
        assert [one.code for one in found.reviewers] == ["PMO"]
        assert [one.code for one in found.endorsers] == ["CITO"]
        assert str(found.body.name) in str(found.sentence)
        assert found.compared[-1].fits
        assert all(not one.fits for one in found.compared[:-1])


def test_a_merger_goes_to_the_body_of_the_programme_and_between_programmes_to_the_executive_committee(loaded):
    for programme, body, mode in (
        ("KM", "SC-KM", "shared"), ("RM", "SC-RM", "shared"), ("IM", "SC-IM", "shared"), ("MGT", "EC-ICT", "central"),
        ("", "EC-ICT", "central"),
    ):  # fmt: skip
        found = public.route("initiative.merge", facts(programme))
        assert (found.body.code, found.mode) == (body, mode), programme
        assert [one.code for one in found.reviewers] == ["PMO"]
    newer = Constitution.objects.get(code="2022")
    held = mandates_on(now().date(), "initiative.merge", newer).filter(constitution=newer)
    assert {(one.body.code, one.right) for one in held} == {("ICTSC", "decide"), ("PMO", "review")}


def test_a_route_says_which_limit_was_compared(loaded):
    found = public.route("case.decision", facts("IM", "UNON-ICTS", amount=300_000, risk=1))
    assert "250,000" in " ".join(str(why) for one in found.compared for why in one.why_not)


def test_nobody_is_found_for_a_case_of_no_programme(loaded):
    found = public.route("case.decision", facts(amount=300_000))
    assert not found
    assert "mandate" in str(found.sentence)


def test_the_constitution_of_2022_stands_from_the_day_it_is_adopted(loaded, make):
    older, newer = (Constitution.objects.get(code=code) for code in ("2008", "2022"))
    today = now().date()
    with pytest.raises(Refused, match="belongs to a body"):
        take(System("tests"), newer, "adopt")
    Mandate.objects.filter(
        matter__code="constitution"
    )  # an office may take it where the organisation says so
    body = Body.objects.get(code="CITO")
    make(
        "governance.mandate",
        code="X",
        body=body,
        matter=older.mandates.get(code="M08-EC-ICT-02").matter,
        right="decide",
        unit=None,
        programme=None,
    )
    person = make("people.person", code="chief")
    make("governance.seat", body=body, person=person, capacity="chair", alternate_for=None, starts=None)
    with pytest.raises(Refused, match="past"):
        take(person, newer, "adopt", starts=today - timedelta(days=1))
    take(person, newer, "adopt", starts=today + timedelta(days=30))
    older.refresh_from_db()
    assert older.state == "replaced"
    assert older.ends == today + timedelta(days=29)
    for day, code in (
        (today, "SC-KM"),
        (older.ends, "SC-KM"),
        (newer.starts, "ICTSC"),
        (date(2010, 1, 1), "SC-KM"),
    ):
        assert public.route("case.decision", facts("KM", amount=1), on=day).body.code == code
    assert not public.route("case.decision", facts("KM"), on=date(2008, 1, 1))


def test_seats_of_the_demonstration_name_bodies_that_exist():
    bodies = {line["code"] for line in lines("bodies.csv")}
    with (DATA / "demo_seats.csv").open(encoding="utf-8", newline="") as file:
        seats = list(csv.DictReader(file))
    assert {seat["body"] for seat in seats} <= bodies
    assert len(seats) == 40


def test_the_committee_of_one_constitution_adopts_the_next_by_a_decision(make, someone, units):
    from comity.kernel.people.models import Unit
    from comity.modules.meetings.public import rehearse

    for code in set(CODES) - {"OICT", "UNON"}:
        make("people.unit", code=code, kind="office", parent=Unit.objects.get(code="UN"))
    load(System("tests"))
    body, newer = Body.objects.get(code="EC-ICT"), Constitution.objects.get(code="2022")
    for name, capacity in (("Deputy", "chair"), ("Under", "member"), ("Secretary", "secretary")):
        person = someone(name, "UN", "*", ceiling=2)
        votes = 0 if capacity == "secretary" else 1
        make(
            "governance.seat",
            body=body,
            person=person,
            capacity=capacity,
            votes=votes,
            alternate_for=None,
            starts=None,
        )
    decision = rehearse(newer, "constitution", text="The strategy of 2022 is followed.")
    newer.refresh_from_db()
    assert newer.state == "adopted"
    assert newer.starts == now().date()
    assert public.route("case.decision", facts("KM")).body.code == "ICTSC"
    decision.refresh_from_db()
    assert decision.body_id == body.pk
    assert "EC-ICT" not in {one.code for one in public.bodies_with("decide", "constitution", public.Facts())}
    assert "EC-ICT" in {
        one.code for one in public.bodies_with("decide", "constitution", public.Facts(), now().date() - timedelta(days=1))
    }  # fmt: skip
