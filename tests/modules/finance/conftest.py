"""A programme with money: funds, an approved envelope, and records that ask for it."""

import itertools
from decimal import Decimal

import pytest

from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System

US = System("test")
_count = itertools.count(1)


@pytest.fixture
def approve():
    """Return the function that takes a proposal through its life, where no mandate speaks of envelopes."""

    def steps(proposal):
        for step in ("submit", "review", "approve"):
            take(US, proposal, step)
        return proposal

    return steps


@pytest.fixture
def money(make, units, approve):
    """Return the function that gives a programme money: `money(1000)` is its envelope."""

    def give(amount, year=2026, programme=None, fund=None, **values):
        programme = programme or make("governance.programme", code=f"P{next(_count)}")
        proposal = make(
            "finance.envelopeproposal", programme=programme, fund=fund or make("finance.fund"), year=year,
            amount=Decimal(amount), unit=units["OICT"], **values,
        )  # fmt: skip
        approve(proposal)
        from comity.modules.finance.models import Envelope

        return Envelope.objects.get(programme=programme, fund=proposal.fund, year=year)

    return give


@pytest.fixture
def case(make, units):
    """Return the function that makes a record which asks for money; here any governed record will do."""

    def record(**values):
        return make("finance.envelopeproposal", unit=units["OICT"], **values)

    return record
