"""The life of a business case: who takes which step, what must be true, what an approval does."""

from decimal import Decimal

import pytest

from comity.kernel.actions.steps import file_advice
from comity.kernel.actions.verbs import add, change, offers, remove, take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import NotAllowed, Refused
from comity.modules.finance import public as finance
from comity.modules.meetings import public as meetings
from comity.modules.portfolio import actions, public
from comity.modules.portfolio.models import Case, CaseForm, CaseRisk, CostLine, Initiative, StaffLine

pytestmark = pytest.mark.django_db
US = System("test")


def said(refusal):
    return " ".join(
        [str(refusal.value), *(line for lines in refusal.value.fields.values() for line in lines)]
    )


def reserved(case):
    return [one.reserved for one in finance.reserved_for(case)]


def test_a_case_goes_from_its_sponsor_to_the_committee_and_its_money_is_reserved(house, tabled, decide):
    case = tabled()
    assert case.initiative.state == "under_appraisal"
    item = meetings.agenda_items(case).get()
    assert item.body == house.bodies["COM"]
    decision = decide(case)
    assert (case.state, case.decision, case.decider) == ("approved", decision, None)
    assert (case.reviewer, case.endorser) == (house.pmo, house.cito)
    assert Initiative.objects.get().state == "approved"
    assert reserved(case) == [Decimal(600)]
    assert public.approved_case(case.initiative) == case


def test_a_case_that_costs_more_than_is_free_is_not_approved_and_nothing_is_kept(house, tabled, decide):
    case = tabled(amount=1001)
    with pytest.raises(Refused, match="missing"):
        decide(case)
    case.refresh_from_db()
    assert case.state == "tabled"
    assert reserved(case) == []
    assert Initiative.objects.get().state == "under_appraisal"


@pytest.mark.parametrize(
    ("outcome", "state", "then"),
    [("deferred", "deferred", "deferred"), ("rejected", "rejected", "rejected"), ("returned", "returned", "under_appraisal"),
     ("conditions", "approved_with_conditions", "approved")],
)  # fmt: skip
def test_each_outcome_of_a_decision_takes_its_step(tabled, decide, outcome, state, then):
    case = tabled()
    decide(case, outcome)
    assert case.state == state
    assert Initiative.objects.get().state == then


def test_nobody_endorses_decides_or_tables_before_their_turn(house, draft):
    case = draft()
    for person, step in (
        (house.pmo, "conform"), (house.cito, "endorse"), (house.pmo, "table"), (house.chair, "approve"),
    ):  # fmt: skip
        with pytest.raises(Refused, match="not possible"):
            take(person, case, step)


def test_no_right_but_the_mandate_opens_review_endorsement_and_decision(house, tabled, draft):
    case = draft()
    take(house.sponsor, case, "submit")
    with pytest.raises(NotAllowed, match="no seat"):
        take(house.ann, case, "conform")
    take(house.pmo, case, "conform")
    with pytest.raises(NotAllowed, match="no seat"):
        take(house.pmo, case, "endorse")
    take(house.cito, case, "endorse")
    take(house.pmo, case, "table")
    with pytest.raises(NotAllowed, match="together"):
        take(house.chair, case, "approve")
    with pytest.raises(NotAllowed, match="system"):
        take(US, case, "approve")


def test_nobody_holds_two_of_sponsor_reviewer_endorser(house, draft):
    """Invariant I9; the database says it too."""
    house.make("governance.seat", body=house.bodies["CITO"], person=house.pmo, capacity="member")
    case = draft()
    take(house.sponsor, case, "submit")
    take(house.pmo, case, "conform")
    with pytest.raises(Refused, match="You are the reviewer"):
        take(house.pmo, case, "endorse")


def test_who_endorsed_does_not_decide_alone(house, tabled):
    """Invariant I9 where an office decides by itself."""
    house.make(
        "governance.mandate", body=house.bodies["CITO"], matter=house.matters["case.decision"], right="decide"
    )
    case = tabled()
    with pytest.raises(Refused, match="does not decide on it alone"):
        take(house.cito, case, "approve")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda case: case.initiative.aims.get(), "driver, goal or key result"),
        (lambda case: case.benefits.get(), "at least one benefit"),
        (lambda case: case.options.get(kind="nothing"), "at least one other option"),
        (lambda case: CostLine.objects.get(), "no cost lines"),
    ],
)
def test_what_a_case_lacks_is_said_before_it_is_submitted(house, draft, spoil, sentence):
    case = draft()
    remove(house.sponsor, spoil(case), "Taken away.")
    with pytest.raises(Refused, match=sentence):
        take(house.sponsor, case, "submit")
    offer = next(one for one in offers(house.sponsor, case) if one.step.name == "submit")
    assert not offer.allowed
    assert sentence in str(offer.sentence)


@pytest.mark.parametrize(("field", "word"), [("owner", "owner"), ("baseline", "baseline"), ("due", "date")])
def test_a_benefit_without_owner_baseline_or_date_holds_the_case(house, draft, field, word):
    case = draft()
    change(house.sponsor, case.benefits.get(), **{field: None})
    with pytest.raises(Refused, match=f"has no {word}"):
        take(house.sponsor, case, "submit")


def test_every_check_is_made_before_the_review_ends(house, draft):
    case = draft()
    remove(house.sponsor, case.checks.get(area="privacy"), "Not yet.")
    take(house.sponsor, case, "submit")
    with pytest.raises(Refused, match="Privacy by design"):
        take(house.pmo, case, "conform")


def test_security_concerns_every_case(house, draft):
    with pytest.raises(Refused) as refusal:
        change(house.sponsor, draft().checks.get(area="security"), verdict="not_concerned")
    assert "concern every case" in said(refusal)


def test_a_blocking_risk_holds_the_endorsement_until_it_is_resolved(house, draft):
    case = draft()
    risk = case.risks.get()
    change(house.sponsor, risk, blocking=True)
    take(house.sponsor, case, "submit")
    take(house.pmo, case, "conform")
    with pytest.raises(Refused, match="blocking risk"):
        take(house.cito, case, "endorse")


def test_a_case_of_a_large_amount_is_written_in_five_parts(house, draft):
    house.make("portfolio.caseform", form="five", amount_from=Decimal(500))
    case = draft()
    with pytest.raises(Refused, match="five-case form"):
        take(house.sponsor, case, "submit")
    change(house.sponsor, case, form="five")
    with pytest.raises(Refused, match="strategic case"):
        take(house.sponsor, case, "submit")
    change(house.sponsor, case, **dict.fromkeys(Case.FIVE, "Written."))
    assert take(house.sponsor, case, "submit").state == "in_review"
    assert CaseForm.needed(Decimal(499)) == "short"


def test_what_was_submitted_is_not_rewritten(house, tabled):
    case = tabled()
    line = CostLine.objects.get()
    for record, values in ((case, {"title": "Other"}), (line, {"amount": Decimal(1)})):
        with pytest.raises(Refused) as refusal:
            change(house.sponsor, record, **values)
        assert "open a new version" in said(refusal)
    with pytest.raises(Refused, match="open a new version"):
        remove(house.sponsor, line, "Away.")
    with pytest.raises(Refused) as refusal:
        add(house.sponsor, CaseRisk, case=case, area="data", text="Late", probability=1, impact=1)
    assert "open a new version" in said(refusal)


def test_a_new_version_takes_the_place_of_the_old_one_and_of_its_money(house, draft, tabled, decide):
    first = draft()
    add(house.sponsor, StaffLine, option=first.preferred, year=2026, category="field", months=3)
    tabled(first)
    decide(first)
    second = actions.new_version(house.sponsor, first)
    assert (second.number, second.state, second.checks.count()) == (2, "draft", 0)
    assert [line.months for line in second.preferred.staff.all()] == [Decimal(3)]
    line = CostLine.objects.get(option__case=second)
    change(house.sponsor, line, amount=Decimal(900))
    for check in first.checks.all():
        house.make("portfolio.casecheck", case=second, area=check.area, verdict="conforms", text="Again.")
    tabled(second)
    decide(second)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "approved")
    assert (reserved(first), reserved(second)) in (([], [Decimal(900)]), ([Decimal(0)], [Decimal(900)]))


def test_only_one_version_is_under_way(house, draft):
    case = draft()
    with pytest.raises(Refused) as refusal:
        actions.new_version(house.sponsor, case)
    assert "is under way" in said(refusal)


def test_advice_never_moves_a_case_and_is_answered_by_the_decision(house, tabled, decide):
    """Invariant I3."""
    case = tabled()
    before = case.version
    advice = file_advice(house.ann, case, "oppose", "Too dear.", on_behalf="Advisory Group on ICT")
    case.refresh_from_db()
    assert (case.state, case.version) == ("tabled", before)
    with pytest.raises(Refused, match="every advice"):
        decide(case)
    advice.refresh_from_db()
    assert advice.disposition == ""


def test_delivery_starts_only_on_an_approved_case_in_the_portfolio(house, initiative, tabled, decide):
    """Invariant I1."""
    one = initiative()
    with pytest.raises(Refused, match="No version of its business case"):
        public.start_delivery(house.pmo, one)
    case = tabled(one=one)
    decide(case)
    one.refresh_from_db()
    meetings.put_on_agenda(house.pmo, one, "portfolio.inclusion", "Shall it be included?")
    decide(one)
    assert one.state == "in_portfolio"
    public.start_delivery(house.pmo, one)
    assert one.state == "delivering"
    meetings.put_on_agenda(house.pmo, one, "portfolio.rebalancing", "Shall it go on?")
    decide(one, "rejected")
    assert one.state == "stopped"
    assert sum(reserved(case), Decimal(0)) == 0


def test_facts_of_a_case_are_its_cost_and_its_highest_open_risk(draft):
    facts = draft().facts()
    assert (facts.amount, facts.risk) == (Decimal(600), 2)
