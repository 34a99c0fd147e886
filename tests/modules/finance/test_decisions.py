"""Envelopes are given by the body that holds the mandate, and by nobody else."""

from decimal import Decimal

import pytest

from comity.kernel.access.scope import scope_of
from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import NotAllowed
from comity.modules.finance.models import Envelope
from comity.modules.meetings import public as meetings

pytestmark = pytest.mark.django_db
US = System("test")


@pytest.fixture
def committee(make, units, someone):
    """A committee that decides envelopes, with a chair, a member and a secretary."""
    matter = make("governance.matter", code="envelope", act="decide")
    body = make(
        "governance.body", code="EC", kind="committee", quorum="majority", voting_rule="majority_cast",
        unit=units["OICT"],
    )  # fmt: skip
    make("governance.mandate", body=body, matter=matter, right="decide")
    for name, capacity in (("Chair", "chair"), ("Ann", "member"), ("Sec", "secretary")):
        person = someone(name, "UN", "view", "work", "confirm", "propose", "decide", ceiling=1)
        make(
            "governance.seat", body=body, person=person, capacity=capacity, alternate_for=None,
            votes=0 if capacity == "secretary" else 1,
        )  # fmt: skip
        setattr(body, name.lower(), person)
    return body


@pytest.fixture
def reviewed(make, units, committee):
    """A reviewed proposal of 1,000."""
    made = make("finance.envelopeproposal", unit=units["OICT"], amount=Decimal(1000), year=2026)
    take(US, made, "submit")
    return take(US, made, "review")


def test_a_reviewed_proposal_waits_on_the_agenda_of_the_body_that_decides(reviewed, committee):
    items = meetings.agenda_items(reviewed)
    assert [item.body for item in items] == [committee]


def test_neither_a_right_nor_the_system_approves_where_a_committee_decides(reviewed, committee):
    for actor in (committee.chair, US):
        with pytest.raises(NotAllowed):
            take(actor, reviewed, "approve")
    assert not Envelope.objects.exists()


def test_the_signed_decision_gives_the_envelope_and_says_what_was_free_before_and_after(reviewed, committee):
    text = "Decides to give the envelope."
    made = meetings.rehearse(reviewed, "envelope", text=text)
    envelope = Envelope.objects.get()
    assert (envelope.allotted, envelope.decision, envelope.proposal) == (1000, made, reviewed)
    reviewed.refresh_from_db()
    assert (reviewed.state, reviewed.decision) == ("approved", made)
    (said,) = meetings.effects(made, committee.chair, scope_of(committee.chair))
    assert [(line.before, line.after) for line in said.lines] == [("0 USD", "1,000 USD")]


def test_a_rejected_proposal_gives_nothing(reviewed, committee):
    meetings.rehearse(reviewed, "envelope", "rejected", "Not now.")
    reviewed.refresh_from_db()
    assert reviewed.state == "rejected"
    assert not Envelope.objects.exists()
