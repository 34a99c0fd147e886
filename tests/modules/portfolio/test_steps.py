"""Any person tries any step in any order: the order holds, and no one plays two parts (invariants I1, I4, I9)."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.kernel.actions.verbs import take
from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import Refused
from comity.modules.portfolio.flows import CaseFlow
from comity.modules.portfolio.models import Case, Initiative

pytestmark = pytest.mark.django_db
PEOPLE = ("sponsor", "pmo", "cito", "chair", "ann", "secretary")
STEPS = sorted(CaseFlow.steps)
ORDER = ("submit", "conform", "endorse", "table")


class Undone(Exception):
    """Takes back what an example did."""


def try_all(house, pk, tries):
    """Let people try steps; return the steps that were taken, with who took them."""
    taken = []
    for who, step in tries:
        case = Case.objects.get(pk=pk)
        try:
            with transaction.atomic():
                take(getattr(house, who), case, step, reason="Tried.")
        except Refused:
            continue
        taken.append((step, who))
    return taken


tries = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(STEPS)), max_size=15)
likely = st.lists(
    st.tuples(st.sampled_from(("sponsor", "pmo", "cito", "chair")), st.sampled_from((*ORDER, "approve", "send_back", "decline"))),
    max_size=15,
)  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attempts=tries | likely)
def test_the_order_holds_whoever_tries_what(house, waiting, attempts):
    with pytest.raises(Undone), transaction.atomic():
        taken = try_all(house, waiting, attempts)
        case = Case.objects.get(pk=waiting)
        reached = list(ORDER)
        for step, _who in taken:  # I4: review, endorsement, tabling in this order
            if step in ("send_back", "decline"):
                reached = list(ORDER)
            elif step in ORDER:
                assert step == reached.pop(0)
        parts = [case.sponsor_id, case.reviewer_id, case.endorser_id, case.decider_id]
        named = [part for part in parts if part]
        assert len(named) == len(set(named))  # I9
        assert case.state not in ("approved", "approved_with_conditions")  # only a recorded decision approves
        assert Initiative.objects.get(pk=case.initiative_id).state == "under_appraisal"  # I1
        raise Undone


@pytest.fixture
def waiting(draft):
    """A case that says all it must."""
    return draft().pk


def test_every_illegal_step_is_refused_with_a_sentence_and_leaves_no_trace(house, draft):
    case = draft()
    before = Entry.objects.count()
    for person in PEOPLE:
        for step in STEPS:
            if (
                (person, step) in (("sponsor", "submit"), ("sponsor", "withdraw"))
                or step == "withdraw"
                or step == "submit"
            ):
                continue
            with pytest.raises(Refused) as refusal:
                take(getattr(house, person), Case.objects.get(pk=case.pk), step, reason="Tried.")
            assert str(refusal.value)
    assert Entry.objects.count() == before
