"""A body decides: quorum, recusal, entitlement, votes, and what the signature of the chair does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from comity.kernel.actions.steps import file_advice
from comity.kernel.actions.verbs import add, change, remove, take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.moment import at, now
from comity.modules.meetings import actions, queries
from comity.modules.meetings.models import AgendaItem, Ballot, Condition, Decision, Opinion
from comity.modules.meetings.public import decisions_on, put_on_agenda

from .conftest import MATTER

pytestmark = pytest.mark.django_db
US = System("test")


def test_a_signed_decision_takes_the_step_of_its_record(house, policy, decide):
    decision = decide()
    policy.refresh_from_db()
    assert policy.state == "proposed"
    take(house.chair, decision, "sign")
    policy.refresh_from_db()
    decision.refresh_from_db()
    assert (policy.state, decision.state, decision.signed_by) == ("adopted", "in_effect", house.chair)
    assert decision.item.__class__.objects.get(pk=decision.item_id).state == "settled"
    assert list(decisions_on(policy)) == [decision]


def test_nobody_takes_the_step_without_the_decision(house, policy, root):
    for person in (house.chair, house.ann, root):
        with pytest.raises(NotAllowed):
            take(person, policy, "adopt")
    with pytest.raises(NotAllowed):
        take(US, policy, "adopt")


def test_a_signature_that_cannot_move_the_record_moves_nothing(house, policy, decide):
    file_advice(house.ben, policy, "oppose", "The rate is too low.")
    decision = decide()
    with pytest.raises(Refused, match="whether it was followed"):
        take(house.chair, decision, "sign")
    for row in (policy, decision):
        row.refresh_from_db()
    assert (policy.state, decision.state, decision.signed_at) == ("proposed", "taken", None)
    advice = queries.advice_to_answer(decision)[0]
    with pytest.raises(Refused):
        actions.reply(house.secretary, decision, {advice.pk: ("not_followed", "")})
    actions.reply(house.secretary, decision, {advice.pk: ("not_followed", "The range was tested.")})
    take(house.chair, decision, "sign")
    advice.refresh_from_db()
    assert (advice.disposition, advice.disposition_reason) == ("not_followed", "The range was tested.")


def test_only_the_chair_signs(house, decide):
    decision = decide()
    for person in (house.ann, house.secretary):
        with pytest.raises(Refused, match="chair"):
            take(person, decision, "sign")


def test_without_a_quorum_nothing_is_put_to_the_vote(house, meet, table):
    decision = table(meet("chair", "ann"))
    with pytest.raises(Refused, match="no quorum: 2 present, 3 needed"):
        take(house.secretary, decision, "deliberate", method="vote")


def test_who_is_recused_neither_counts_nor_votes(house, meet, table):
    decision = table(meet("chair", "ann", "ben"))
    actions.recuse(house.ann, decision.item, house.ann, "My office drafted it.")
    with pytest.raises(Refused, match="2 present, 3 needed"):
        take(house.secretary, decision, "deliberate", method="vote")
    actions.attend(house.cat, decision.meeting, house.cat, "remote")
    take(house.secretary, decision, "deliberate", method="vote")
    assert house.ann.pk not in decision.entitlements.values_list("person", flat=True)
    with pytest.raises(NotAllowed):
        actions.vote(house.ann, decision, "yes")


def test_who_voted_declares_no_interest_afterwards(house, meet, table):
    decision = table(meet("chair", "ann", "ben"))
    take(house.secretary, decision, "deliberate", method="vote")
    actions.vote(house.ann, decision, "yes")
    with pytest.raises(Refused, match="voted"):
        actions.recuse(house.ann, decision.item, house.ann, "Too late.")


def test_who_could_vote_stays_as_it_was_at_the_opening(house, meet, table):
    decision = table(meet("chair", "ann", "ben"))
    take(house.secretary, decision, "deliberate", method="vote")
    before = set(decision.entitlements.values_list("person", "weight", "present"))
    change(US, house.seats["ann"], votes=5)
    late = house.make("people.person")
    house.make("governance.seat", body=house.body, person=late, capacity="member")
    assert set(decision.entitlements.values_list("person", "weight", "present")) == before
    with pytest.raises(NotAllowed):
        actions.vote(late, decision, "yes")


def test_a_seat_with_more_votes_weighs_more(house, decide):
    change(US, house.seats["ann"], votes=3)
    decision = decide(yes=("ann",), no=("ben", "cat"))
    assert (decision.tally().yes, decision.tally().no, decision.is_carried()) == (3, 2, True)


def test_an_alternate_votes_for_the_seat_stood_in_for(house, meet, table):
    meeting = meet("chair", "ben")
    with pytest.raises(Refused, match="alternate"):
        actions.attend(house.secretary, meeting, house.ann, "represented", house.cat)
    actions.attend(house.secretary, meeting, house.ann, "represented", house.alternate)
    decision = table(meeting)
    take(house.secretary, decision, "deliberate", method="vote")
    with pytest.raises(NotAllowed):
        actions.vote(house.ann, decision, "yes")
    with pytest.raises(NotAllowed):
        actions.vote(house.alternate, decision, "yes")  # no vote of one's own
    ballot = actions.vote(house.alternate, decision, "no", person=house.ann)
    assert (ballot.entitlement.person, ballot.cast_by) == (house.ann, house.alternate)


def test_nobody_votes_twice(house, meet, table):
    decision = table(meet("chair", "ann", "ben"))
    take(house.secretary, decision, "deliberate", method="vote")
    actions.vote(house.ann, decision, "yes")
    with pytest.raises(Refused, match="already"):
        actions.vote(house.ann, decision, "no")


def test_the_result_is_that_of_the_vote(house, decide):
    with pytest.raises(Refused, match="did not carry"):
        decide(yes=("ann",), no=("ben", "cat"))
    decision = Decision.objects.get()
    with pytest.raises(Refused, match="did not carry"):
        take(house.secretary, decision, "conclude", outcome="conditions", text="x")
    take(house.secretary, decision, "conclude", outcome="rejected", text="It is not adopted.")
    take(house.chair, decision, "sign")
    assert decision.item.decisions.get().step == "reject"


def test_by_consensus_one_objection_is_enough(house, meet, table):
    decision = table(meet("chair", "ann", "ben"))
    take(house.secretary, decision, "deliberate", method="consensus")
    actions.vote(house.ben, decision, "no", "I object.")
    with pytest.raises(Refused, match="did not carry"):
        take(house.secretary, decision, "conclude", outcome="approved", text="x")


def test_consensus_takes_no_ballots(house, meet, table, policy):
    decision = table(meet("chair", "ann", "ben"))
    take(house.secretary, decision, "deliberate", method="consensus")
    take(house.secretary, decision, "conclude", outcome="approved", text="Adopted by consensus.")
    take(house.chair, decision, "sign")
    policy.refresh_from_db()
    assert policy.state == "adopted"


def test_a_record_that_changed_is_tabled_again(house, policy, decide):
    decision = decide()
    policy.refresh_from_db()
    change(US, policy, source="Another source.")
    with pytest.raises(Refused, match="table it again"):
        take(house.chair, decision, "sign")
    take(house.secretary, decision, "lay_aside", reason="The text changed.")
    again = actions.prepare(house.secretary, AgendaItem.objects.get(pk=decision.item_id))
    take(house.secretary, again, "table", proposed="approved")
    assert again.object_version == policy.version


def test_a_body_without_a_mandate_neither_gets_nor_tables_a_matter(house, policy, meet):
    other = house.make("governance.body", code="OTH", kind="committee", unit=house.units["OICT"])
    house.make("governance.seat", body=other, person=house.secretary, capacity="secretary", votes=0)
    item = put_on_agenda(house.secretary, policy, MATTER, body=other)
    take(house.secretary, item, "schedule", meeting=meet(body=other))
    with pytest.raises(Refused, match="no mandate"):
        take(house.secretary, actions.prepare(house.secretary, item), "table", proposed="approved")


def test_an_advisory_body_delivers_an_opinion_and_moves_nothing(house, policy, meet, table):
    decision = table(meet("chair", "ben", body=house.group), body=house.group)
    assert decision.nature == "opinion"
    take(house.secretary, decision, "deliberate", method="vote")
    actions.vote(house.ben, decision, "yes")
    take(house.secretary, decision, "conclude", outcome="approved", text="We are in favour.")
    take(house.chair, decision, "sign")
    policy.refresh_from_db()
    opinion = Opinion.objects.get()
    assert (policy.state, opinion.stance, opinion.advice.on_behalf) == (
        "proposed",
        "support",
        str(house.group.name),
    )
    with pytest.raises(NotAllowed):
        take(house.chair, policy, "adopt", authority=decision)


def test_an_opinion_shows_what_the_decision_made_of_it(house, policy, meet, table, decide):
    first = table(meet("chair", "ben", body=house.group), body=house.group)
    take(house.secretary, first, "deliberate", method="consensus")
    take(house.secretary, first, "conclude", outcome="approved", text="We are in favour.")
    take(house.chair, first, "sign")
    decision = decide()
    advice = queries.advice_to_answer(decision)[0]
    actions.reply(house.secretary, decision, {advice.pk: ("followed", "")})
    take(house.chair, decision, "sign")
    assert Opinion.objects.get().disposition == "followed"


def test_a_written_procedure_collects_votes_until_its_deadline(house, meet, table):
    meeting = meet(form="written", deadline=now() + timedelta(days=3))
    decision = table(meeting)
    take(house.secretary, decision, "deliberate", method="vote")
    actions.vote(house.ann, decision, "yes")
    with pytest.raises(Refused, match="until the deadline"):
        take(house.secretary, decision, "conclude", outcome="approved", text="x")
    with at(now() + timedelta(days=4)):
        with pytest.raises(Refused, match="deadline has passed"):
            actions.vote(house.ben, decision, "yes")
        with pytest.raises(Refused, match="1 voted, 3 needed"):
            take(house.secretary, decision, "conclude", outcome="approved", text="x")
    for name in ("ben", "cat", "chair", "officio"):
        actions.vote(getattr(house, name), decision, "yes")
    take(house.secretary, decision, "conclude", outcome="approved", text="Adopted in writing.")
    assert decision.state == "taken"


def test_conditions_have_a_day_and_stand_once_signed(house, decide, meet, table, policy):
    decision = table(meet("chair", "ann", "ben"), proposed="conditions")
    take(house.secretary, decision, "deliberate", method="consensus")
    with pytest.raises(Refused, match="conditions first"):
        take(house.secretary, decision, "conclude", outcome="conditions", text="Adopted if.")
    row = actions.condition(
        house.secretary, decision, "The rates are published.", now().date() + timedelta(days=30)
    )
    take(house.secretary, decision, "conclude", outcome="conditions", text="Adopted if.")
    take(house.chair, decision, "sign")
    policy.refresh_from_db()
    assert policy.state == "adopted"
    with pytest.raises(Refused):
        change(US, row, text="Nothing.")
    row.refresh_from_db()
    with pytest.raises(Refused, match="No condition"):
        take(house.chair, decision, "lapse", reason="Not met.")
    take(house.secretary, row, "miss", reason="Nothing was published.")
    take(house.chair, decision, "lapse", reason="Not met.")
    assert decision.state == "lapsed"


def test_what_is_referred_keeps_its_origin_and_fails_loudly(house, decide):
    other = house.make("governance.body", code="OTH", kind="committee", unit=house.units["OICT"])
    decision = decide(proposed="referred", outcome="referred", refer_to=other)
    with pytest.raises(Refused, match="no mandate"):
        take(house.chair, decision, "sign")
    house.make("governance.mandate", body=other, matter=house.matter, right="decide")
    decision.refresh_from_db()
    take(house.chair, decision, "sign")
    assert AgendaItem.objects.get(body=other).origin == decision


def test_what_is_deferred_waits_for_the_next_meeting(house, decide, policy):
    decision = decide(proposed="deferred", outcome="deferred")
    take(house.chair, decision, "sign")
    policy.refresh_from_db()
    item = AgendaItem.objects.get(pk=decision.item_id)
    assert (policy.state, item.state, item.meeting) == ("proposed", "awaiting", None)


def test_a_new_decision_supersedes_an_older_one(house, decide, policy, meet, make):
    first = decide()
    take(house.chair, first, "sign")
    item = add(US, AgendaItem, title="Once more", body=house.body, unit=house.units["OICT"])
    take(house.secretary, item, "schedule", meeting=first.meeting)
    second = actions.prepare(house.secretary, item, replaces=first, proposed="approved")
    take(house.secretary, second, "table", proposed="approved")
    take(house.secretary, second, "deliberate", method="consensus")
    take(house.secretary, second, "conclude", outcome="approved", text="Instead of the first.")
    take(house.chair, second, "sign")
    first.refresh_from_db()
    assert first.state == "superseded"


def test_a_decision_takes_effect_on_its_day(house, decide):
    day = now().date() + timedelta(days=10)
    decision = decide(effective_from=day)
    take(house.chair, decision, "sign")
    assert (decision.state, decision.effective_at.date()) == ("recorded", day)


def test_ending_a_mandate_leaves_earlier_decisions_as_they_are(house, decide, policy):
    decision = decide()
    take(house.chair, decision, "sign")
    for mandate in house.body.mandates.all():
        change(US, mandate, ends=now().date() - timedelta(days=1))
    for row in (decision, policy):
        row.refresh_from_db()
    assert (decision.state, policy.state) == ("in_effect", "adopted")


def test_a_recorded_decision_is_not_changed_nor_removed(house, decide, root):
    decision = decide()
    take(house.chair, decision, "sign")
    with pytest.raises(Refused, match="keeps what it says"):
        change(US, decision, text="Something else.")
    decision.refresh_from_db()
    for row in (decision, decision.ballots.first(), decision.entitlements.first()):
        with pytest.raises(Refused, match="kept"):
            remove(US, row, "Away with it.")


@pytest.mark.parametrize("model", [Decision, Ballot, Condition, Decision.entitlements.rel.related_model])
def test_the_database_itself_keeps_what_was_decided(house, decide, model, meet, table):
    """Even with a journal entry of the same transaction a kept row is neither changed nor removed."""
    from comity.kernel.audit import journal
    from comity.kernel.audit.snapshot import snapshot

    decision = decide()
    actions.condition(house.secretary, decision, "A plan.", now().date())
    take(house.chair, decision, "sign")
    row = model.objects.first()
    column = {"Decision": "text", "Ballot": "choice", "Condition": "text"}.get(model.__name__, "weight")
    value = 7 if column == "weight" else "no"

    def spoil(deed):
        with pytest.raises(IntegrityError, match="final row"), transaction.atomic(), journal.writing(US):
            deed(journal.record(row.kind_name(), row.pk, "remove", before=snapshot(row)))

    spoil(lambda entry: model.objects.filter(pk=row.pk).update(entry_id=entry.pk, **{column: value}))
    spoil(lambda entry: model.objects.filter(pk=row.pk)._raw_delete("default"))
