"""An approval with conditions lapses by the clock on the day of the first that is not met (the note's state machine)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import at, now
from comity.kernel.clocks.fire import fire_timers
from comity.kernel.notices.models import Notice
from comity.modules.finance import public as finance
from comity.modules.meetings import public as meetings
from comity.modules.meetings.models import Condition
from comity.modules.portfolio import actions, public
from comity.modules.portfolio.jobs import warn
from comity.modules.portfolio.models import Case, Initiative

pytestmark = pytest.mark.django_db
US = System("test")


@pytest.fixture
def conditional(house, tabled):
    """Return the function that approves a case under conditions: (words, days from now, who sees to it)."""

    def approved(*conditions, **values):
        case = tabled(**values)
        decision = meetings.rehearse(
            case, "case.decision", "conditions", "Approved if.",
            conditions=[(words, now().date() + timedelta(days=days)) for words, days in conditions],
        )  # fmt: skip
        case.refresh_from_db()
        return case, decision

    return approved


def held(case):
    return sum((one.reserved for one in finance.reserved_for(case)), Decimal(0))


def later(days):
    return at(now() + timedelta(days=days))


def told(person):
    return set(Notice.objects.filter(person=person).values_list("topic", flat=True))


def test_the_day_of_the_first_condition_is_kept_on_the_case_and_shown(house, conditional, root, enter):
    case, decision = conditional(("Tests are passed.", 20), ("Staff are trained.", 10))
    first = decision.conditions.get(text="Staff are trained.")
    assert case.state == "approved_with_conditions"
    assert case.lapses_at == first.due_at
    page = enter(root).get(reverse("portfolio:whole-case", args=[case.pk])).content.decode()
    for words in ("The approval lapses at the end of", "Staff are trained.", "Tests are passed."):
        assert words in page
    (row,) = enter(root).get("/api/portfolio/cases/").json()["items"]
    assert row["lapses_at"].startswith(str(first.due))


def test_the_clock_lets_it_lapse_frees_the_money_and_tells_sponsor_and_body(house, conditional):
    case, decision = conditional(("Staff are trained.", 10))
    assert held(case) == 600
    with later(9):
        fire_timers()
        case.refresh_from_db()
        assert case.state == "approved_with_conditions"
    with later(11):
        fire_timers()
    case.refresh_from_db()
    decision.refresh_from_db()
    assert (case.state, decision.state) == ("lapsed", "lapsed")
    assert held(case) == 0
    assert Initiative.objects.get().state == "under_appraisal"
    assert public.approved_case(case.initiative) is None
    entry = Entry.objects.get(object_id=case.pk, verb="lapse_unmet")
    assert "clock" in entry.actor
    for person in (house.sponsor, house.chair, house.secretary):
        assert "portfolio.unmet" in told(person)
    assert "portfolio.lapsed" not in told(house.sponsor)


def test_what_is_met_in_time_stands(house, conditional):
    case, decision = conditional(("Staff are trained.", 10), ("Tests are passed.", 20))
    for row in decision.conditions.order_by("due"):
        take(house.secretary, row, "meet", evidence="Minutes of the acceptance.")
    case.refresh_from_db()
    assert case.lapses_at is None
    with later(30):
        fire_timers()
    case.refresh_from_db()
    assert (case.state, held(case)) == ("approved_with_conditions", 600)


def test_one_met_condition_moves_the_day_to_the_next(house, conditional):
    case, decision = conditional(("Staff are trained.", 10), ("Tests are passed.", 20))
    first, second = decision.conditions.order_by("due")
    take(house.secretary, first, "meet", evidence="List of those who were trained.")
    case.refresh_from_db()
    assert case.lapses_at == second.due_at
    with later(11):
        fire_timers()
        case.refresh_from_db()
        assert case.state == "approved_with_conditions"
    with later(21):
        fire_timers()
    case.refresh_from_db()
    assert case.state == "lapsed"


def test_meeting_a_condition_asks_for_evidence_and_for_somebody_who_leads_the_body(
    house, conditional, root, enter
):
    case, decision = conditional(("Staff are trained.", 10))
    row = decision.conditions.get()
    with pytest.raises(Refused):
        take(house.ann, row, "meet", evidence="I say so.")
    with pytest.raises(Refused) as refusal:
        take(house.secretary, row, "meet")
    assert "evidence" in refusal.value.fields
    row = Condition.objects.get()
    client = enter(house.secretary)
    answer = client.post(
        f"/api/meetings/conditions/{row.pk}/steps/meet/", {"fields": {"evidence": "List of those trained."}},
        content_type="application/json", HTTP_IF_MATCH=f'"{row.version}"',
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    page = enter(root).get(reverse("portfolio:whole-case", args=[case.pk])).content.decode()
    assert "List of those trained." in page
    assert "evidence" not in client.get(reverse("meetings.condition:change", args=[row.pk])).content.decode()


def test_the_sponsor_does_not_say_that_the_own_condition_is_met(house, conditional):
    _case, decision = conditional(("Staff are trained.", 10))
    house.make(
        "governance.seat", body=house.bodies["COM"], person=house.sponsor, capacity="secretary", votes=0
    )
    with pytest.raises(Refused, match="somebody else"):
        take(house.sponsor, decision.conditions.get(), "meet", evidence="Done.")


def test_where_the_chair_lets_the_decision_lapse_the_case_goes_with_it(house, conditional):
    case, decision = conditional(("Staff are trained.", 10))
    take(house.secretary, decision.conditions.get(), "miss", reason="There are no trainers.")
    case.refresh_from_db()
    assert case.state == "approved_with_conditions"
    take(house.chair, decision, "lapse", reason="Without trainers it makes no sense.")
    case.refresh_from_db()
    assert (case.state, held(case)) == ("lapsed", 0)


def test_in_the_portfolio_it_lapses_back_to_appraisal_and_a_new_version_may_be_approved(
    house, conditional, tabled, decide
):
    case, _decision = conditional(("Staff are trained.", 10))
    one = Initiative.objects.get()
    meetings.put_on_agenda(house.pmo, one, "portfolio.inclusion", "Shall it be included?")
    decide(one)
    with later(11):
        fire_timers()
    one.refresh_from_db()
    assert one.state == "under_appraisal"
    second = actions.new_version(house.sponsor, Case.objects.get(pk=case.pk))
    for check in case.checks.all():
        house.make("portfolio.casecheck", case=second, area=check.area, verdict="conforms", text="Again.")
    tabled(second)
    decide(second)
    assert (second.state, held(second)) == ("approved", 600)


def test_what_is_being_delivered_goes_to_the_body_that_rebalances_instead(house, conditional, decide):
    case, decision = conditional(("Staff are trained.", 10))
    one = Initiative.objects.get()
    meetings.put_on_agenda(house.pmo, one, "portfolio.inclusion", "Shall it be included?")
    decide(one)
    public.start_delivery(house.pmo, one)
    case.refresh_from_db()
    assert case.lapses_at is None
    with later(11):
        fire_timers()
    case.refresh_from_db()
    decision.refresh_from_db()
    assert (case.state, held(case)) == ("approved_with_conditions", 600)
    assert decision.state in ("recorded", "in_effect")
    item = meetings.agenda_items(one).get(matter__code="portfolio.rebalancing")
    assert "Staff are trained." in item.question
    assert "portfolio.at_risk" in told(house.sponsor)
    decide(one, "rejected")
    assert (one.state, held(case)) == ("stopped", 0)


def test_those_concerned_are_warned_once_two_weeks_before(house, conditional):
    conditional(("Staff are trained.", 30))
    assert warn(lambda *_: None) == {"told": 0}
    with later(17):
        assert warn(lambda *_: None) == {"told": 1}
        assert warn(lambda *_: None) == {"told": 0}
    assert "portfolio.soon" in told(house.sponsor)
    assert "portfolio.soon" in told(house.secretary)


def test_a_case_decided_before_the_day_was_kept_gets_it_from_the_daily_job(house, conditional):
    case, decision = conditional(("Staff are trained.", 30))
    take(US, case, "watch", lapses_at=None)
    warn(lambda *_: None)
    case.refresh_from_db()
    assert case.lapses_at == decision.conditions.get().due_at


def test_an_approval_without_conditions_is_not_watched(tabled, decide):
    case = tabled()
    decide(case)
    with later(4000):
        fire_timers()
    case.refresh_from_db()
    assert (case.state, case.lapses_at) == ("approved", None)
