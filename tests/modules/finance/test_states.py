"""Whatever is done in whatever order: balances are the sums of their movements, and nothing is promised twice (I2, I5)."""

import contextlib
from decimal import Decimal

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused
from comity.modules.finance import public
from comity.modules.finance.actions import reverse
from comity.modules.finance.models import Envelope, Holding, Movement
from comity.modules.finance.models.folding import ADDS

US = System("test")
amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(900), places=2)
places = st.integers(0, 1)
records = st.integers(0, 2)


@pytest.mark.django_db
def test_no_order_of_deeds_breaks_the_ledger(money, case):
    first = money(1000)
    envelopes = [first, money(500, programme=first.programme, year=2027)]
    cases = [case() for _ in range(3)]

    class Ledger(RuleBasedStateMachine):
        number = 0

        def __init__(self):
            super().__init__()
            self.expected = {one.pk: dict.fromkeys(ADDS, Decimal(0)) for one in envelopes}
            for one in Envelope.objects.all():
                self.expected[one.pk] = {name: getattr(one, name) for name in ADDS}

        def attempt(self, what, **values):
            """Do a deed; add to our own books what it says it did."""
            Ledger.number += 1
            try:
                made = what(US, key=f"k{Ledger.number}", **values)
            except Refused:
                return
            self.book(made)

        def book(self, made):
            for one in made:
                for name, signs in ADDS.items():
                    sign = {"+": 1, "-": -1}.get(signs.get(one.kind, ""), 0)
                    self.expected[one.envelope_id][name] += sign * one.amount

        def lines(self, *some):
            return [(envelopes[at].fund_id, envelopes[at].year, amount) for at, amount in some]

        @rule(record=records, one=amounts, two=amounts, both=st.booleans(), at=places)
        def reserve(self, record, one, two, both, at):
            lines = self.lines((0, one), (1, two)) if both else self.lines((at, one))
            self.attempt(public.reserve, record=cases[record], programme_id=first.programme_id, lines=lines)

        @rule(record=records)
        def release(self, record):
            self.attempt(public.release, record=cases[record])

        @rule(record=records, at=places, amount=amounts)
        def commit(self, record, at, amount):
            self.attempt(public.commit, record=cases[record], lines=self.lines((at, amount)))

        @rule(record=records, at=places, amount=amounts)
        def decommit(self, record, at, amount):
            self.attempt(public.commit, record=cases[record], lines=self.lines((at, -amount)))

        @rule(record=records, at=places, amount=amounts)
        def spend(self, record, at, amount):
            self.attempt(public.spend, record=cases[record], lines=self.lines((at, amount)))

        @rule(record=records, at=places, amount=amounts)
        def refund(self, record, at, amount):
            self.attempt(public.refund, record=cases[record], lines=self.lines((at, amount)))

        @rule(which=st.integers(0, 30))
        def reverse(self, which):
            rows = list(Movement.objects.exclude(kind="allocation").filter(reverses=None, reversed_by=None))
            if rows:
                with contextlib.suppress(Refused):
                    self.book([reverse(US, rows[which % len(rows)], "A mistake.")])

        @invariant()
        def balances_are_the_sums_of_movements(self):
            for one in Envelope.objects.all():
                assert {name: getattr(one, name) for name in ADDS} == self.expected[one.pk]
                assert one.free >= 0
                assert one.reserved >= 0
                assert one.committed >= 0
                assert one.movements.count() == one.moved
                held = Holding.objects.filter(envelope=one).aggregate(
                    Sum("reserved"), Sum("committed"), Sum("spent")
                )
                assert [held[f"{name}__sum"] or 0 for name in ("reserved", "committed", "spent")] == [
                    one.reserved, one.committed, one.spent,
                ]  # fmt: skip

    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
