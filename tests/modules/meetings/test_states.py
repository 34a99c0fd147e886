"""Whatever is done by whomever in whatever order: only a signed decision of a mandated body moves the record.

I3 (no advisory act changes a governed state), I4 (tabled before deliberated, taken before signed), I5 (what is
recorded and what was voted stays), I10 (ending a mandate undoes nothing).
"""

import contextlib
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from comity.kernel.actions.steps import file_advice
from comity.kernel.actions.verbs import change, take
from comity.kernel.audit.actors import System
from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.modules.meetings import actions
from comity.modules.meetings.models import FINAL, OPEN, AgendaItem, Ballot, Decision
from comity.modules.meetings.public import put_on_agenda

from .conftest import MATTER

US = System("test")
PEOPLE = ("chair", "ann", "ben", "cat", "officio", "secretary", "alternate")
STEPS = ("table", "deliberate", "conclude", "sign", "lay_aside", "lapse", "publish")
OUTCOMES = ("approved", "rejected", "returned", "deferred", "conditions")
people, which = st.sampled_from(PEOPLE), st.integers(0, 20)
ORDER = {"tabled": 1, "deliberating": 2, "taken": 3, "recorded": 4}


@pytest.mark.django_db
def test_no_order_of_deeds_moves_a_record_but_a_signed_decision(house, meet):
    meetings = [meet("chair", "ann", "ben", "cat", "officio"), meet("chair", "ben", body=house.group)]

    class Body(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.mark = transaction.savepoint()
            self.policy = house.make(
                "appraisal.discountpolicy", unit=house.units["OICT"], starts=date(2030, 1, 1)
            )
            house.make("appraisal.ratestep", policy=self.policy)
            take(US, self.policy, "propose")
            self.kept, self.ended = {}, False

        def teardown(self):
            transaction.savepoint_rollback(self.mark)

        def decisions(self):
            return list(Decision.objects.order_by("id"))

        def pick(self, number):
            found = self.decisions()
            return found[number % len(found)] if found else None

        @rule(who=people, advisory=st.booleans())
        def propose(self, who, advisory):
            body = house.group if advisory else None
            meeting = meetings[1 if advisory else 0]
            with contextlib.suppress(Refused):
                item = put_on_agenda(getattr(house, who), self.policy, MATTER, body=body)
                take(house.secretary, item, "schedule", meeting=meeting)

        @rule(who=people, number=which)
        def prepare(self, who, number):
            items = list(AgendaItem.objects.order_by("id"))
            if items:
                with contextlib.suppress(Refused):
                    actions.prepare(getattr(house, who), items[number % len(items)])

        @rule(who=people, number=which, step=st.sampled_from(STEPS), outcome=st.sampled_from(OUTCOMES))
        def step(self, who, number, step, outcome):
            self.go(getattr(house, who), self.pick(number), step, outcome)

        @rule(number=which, outcome=st.sampled_from(OUTCOMES), no=st.booleans())
        def go_on(self, number, outcome, no):
            """What those do who know how: the next step of a decision, by who may take it."""
            decision = self.pick(number)
            step = {"prepared": "table", "tabled": "deliberate", "deliberating": "conclude", "taken": "sign"}
            if decision is None or decision.state not in step:
                return
            if decision.state == "deliberating":
                for name in ("chair", "ann", "ben"):
                    with contextlib.suppress(Refused):
                        actions.vote(getattr(house, name), decision, "no" if no else "yes")
            who = house.chair if decision.state == "taken" else house.secretary
            self.go(who, decision, step[decision.state], outcome)

        def go(self, who, decision, step, outcome):
            if decision is None:
                return
            values = {
                "table": {"proposed": outcome}, "deliberate": {"method": "vote"},
                "conclude": {"outcome": outcome, "text": "Decides so."},
                "lay_aside": {"reason": "Set aside."}, "lapse": {"reason": "Unmet."},
            }.get(step, {})  # fmt: skip
            with contextlib.suppress(Refused):
                take(who, decision, step, **values)

        @rule(who=people, number=which, choice=st.sampled_from(["yes", "no", "abstain", "maybe"]))
        def vote(self, who, number, choice):
            if decision := self.pick(number):
                with contextlib.suppress(Refused):
                    actions.vote(getattr(house, who), decision, choice)

        @rule(who=people)
        def recuse(self, who):
            for item in AgendaItem.objects.all()[:1]:
                with contextlib.suppress(Refused):
                    actions.recuse(getattr(house, who), item, getattr(house, who), "An interest.")

        @rule(who=people)
        def advise(self, who):
            state = self.now_state()
            with contextlib.suppress(Refused):
                file_advice(getattr(house, who), self.policy, "oppose", "No.")
            assert self.now_state() == state  # I3

        @rule(number=which)
        def answer(self, number):
            if decision := self.pick(number):
                with contextlib.suppress(Refused):
                    found = actions.queries.advice_to_answer(decision)
                    actions.reply(
                        house.secretary, decision, {one.pk: ("not_followed", "Weighed.") for one in found}
                    )

        @rule(who=people, step=st.sampled_from(["adopt", "reject", "send_back"]))
        def take_it_oneself(self, who, step):
            self.policy.refresh_from_db()
            with pytest.raises(Refused):
                take(getattr(house, who), self.policy, step, reason="I decide alone.")
            self.policy.refresh_from_db()

        @rule(who=people, number=which)
        def borrow_an_authority(self, who, number):
            """A decision that is not signed, or not about this, opens nothing."""
            decision = self.pick(number)
            if decision is not None and decision.state in (*OPEN, "taken", "set_aside"):
                self.policy.refresh_from_db()
                with pytest.raises(Refused):
                    take(getattr(house, who), self.policy, "adopt", authority=decision)
                self.policy.refresh_from_db()

        @rule(number=which)
        def rewrite(self, number):
            if decision := self.pick(number):
                with contextlib.suppress(Refused):
                    change(US, decision, text="Otherwise.")

        @rule()
        def end_the_mandate(self):
            """I10: from tomorrow's view everything decided stays."""
            if not self.ended:
                self.ended = True
                for mandate in house.body.mandates.all():
                    change(US, mandate, ends=now().date() - timedelta(days=1))

        def now_state(self):
            return type(self.policy).objects.values_list("state", flat=True).get(pk=self.policy.pk)

        @invariant()
        def only_a_signed_decision_has_moved_it(self):
            verbs = Entry.objects.filter(object_id=self.policy.pk, verb__in=("adopt", "reject", "send_back"))
            signed = Decision.objects.filter(state__in=FINAL, nature="decision").exclude(step="")
            assert verbs.count() == signed.count()
            if self.now_state() == "adopted":
                assert signed.filter(outcome__in=("approved", "conditions"), body=house.body).exists()

        @invariant()
        def each_went_its_way_in_order(self):
            for decision in self.decisions():
                done = (
                    Entry.objects.filter(object_id=decision.pk).order_by("id").values_list("verb", flat=True)
                )
                deeds = [verb for verb in done if verb in ("table", "deliberate", "conclude", "sign")]
                last = deeds[-4:] if "sign" in deeds else []
                assert not last or last == ["table", "deliberate", "conclude", "sign"]  # I4

        @invariant()
        def what_is_recorded_stays(self):
            for decision in Decision.objects.filter(state__in=FINAL):
                said = (decision.outcome, decision.text, decision.signed_by_id, decision.object_version)
                said += tuple(decision.ballots.order_by("id").values_list("entitlement", "choice", "weight"))
                assert self.kept.setdefault(decision.pk, said) == said  # I5

        @invariant()
        def nobody_votes_twice_or_without_a_right(self):
            rows = list(Ballot.objects.values_list("entitlement", "entitlement__caster", "cast_by"))
            assert len({row[0] for row in rows}) == len(rows)
            assert all(caster == by for _right, caster, by in rows)

    run_state_machine_as_test(
        Body,
        settings=settings(
            max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
