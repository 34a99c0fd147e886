"""Rationalisation: the project office proposes that one initiative takes up another, and a body decides (para 52)."""

import pytest
from django.urls import reverse

from comity.kernel.actions.verbs import add, change, offers, take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.registers.register import of
from comity.modules.meetings import public as meetings
from comity.modules.portfolio import actions
from comity.modules.portfolio.models import Case, Initiative

pytestmark = pytest.mark.django_db
US = System("test")
WHY = "Both let delegations find documents."


@pytest.fixture
def pair(initiative):
    """Two initiatives that want the same."""
    one = initiative(
        title="Portal of delegations", need="A portal for delegations to find documents and data"
    )
    other = initiative(
        "KM-02", title="Delegations portal", need="Delegations find documents and data in a portal"
    )
    return one, other


@pytest.fixture
def proposed(house, pair):
    """The first is to be merged into the second."""
    actions.propose_merger(house.pmo, *pair, WHY)
    return Initiative.objects.get(pk=pair[0].pk), pair[1]


def item_of(one):
    return meetings.agenda_items(one).get(matter__code="initiative.merge")


def story(client, one):
    return client.get(reverse("portfolio:story", args=[one.pk])).content.decode()


def test_the_office_proposes_from_the_page_and_the_committee_reads_pair_and_reason(house, pair, enter):
    one, other = pair
    client = enter(house.pmo)
    page = client.get(reverse("portfolio:rationalisation")).content.decode()
    assert "Propose to merge it into KM-02" in page
    assert (
        "Propose to merge it"
        not in enter(house.sponsor).get(reverse("portfolio:rationalisation")).content.decode()
    )
    client.post(reverse("portfolio:propose-merger"), {"one": one.pk, "keeper": other.pk, "reason": WHY})
    one.refresh_from_db()
    assert (one.merge_into, one.state) == (other, "rationalised")
    item = item_of(one)
    assert (item.body, item.requester, item.recommendation) == (house.bodies["COM"], house.pmo, WHY)
    assert "KM-01" in item.question
    assert "KM-02" in item.question
    page = client.get(reverse("portfolio:rationalisation")).content.decode()
    assert "Merger proposed" in page
    assert "Propose to merge it" not in page


def test_who_holds_no_mandate_to_review_mergers_proposes_none(house, pair):
    with pytest.raises(NotAllowed, match="no seat"):
        actions.propose_merger(house.sponsor, *pair, WHY)
    with pytest.raises(Refused):
        actions.propose_merger(house.pmo, *pair, " ")
    assert "merge_into" not in of(Initiative).form_fields()


def test_neither_the_office_nor_the_system_nor_a_chair_merges_alone(house, proposed):
    one, _other = proposed
    for person, why in ((house.pmo, "no seat"), (house.chair, "together"), (US, "system")):
        with pytest.raises(NotAllowed, match=why):
            take(person, one, "merge")


def test_the_decision_merges_and_both_stories_tell_it(house, proposed, decide, root, enter):
    one, other = proposed
    decision = decide(one)
    assert (one.state, one.merger, one.merge_into) == ("merged", decision, other)
    assert other.ties.get().other == one
    assert [offer for offer in offers(root, one) if offer.allowed] == []
    assert one.flow.leaving("merged") == []
    first, second = story(enter(root), one), story(enter(root), other)
    assert "Merge into the other initiative: KM-02" in first
    assert "Another initiative has taken this one up" in first
    assert "Takes up KM-01" in second
    assert "It is proposed that this takes up KM-01" in second
    for page in (first, second):
        assert WHY in page
        assert decision.get_absolute_url() in page


def test_a_story_tells_nothing_of_a_merged_initiative_that_the_reader_may_not_see(
    house, proposed, decide, root, enter
):
    one, other = proposed
    decide(one)
    change(root, one, classification=2)
    page = story(enter(house.ann), other)
    assert "Takes up" not in page
    assert "Portal of delegations" not in page


@pytest.mark.parametrize("outcome", ["rejected", "returned"])
def test_what_the_body_keeps_apart_goes_on_and_may_be_proposed_again(house, proposed, decide, outcome):
    one, other = proposed
    decide(one, outcome)
    assert (one.state, one.merge_into, one.merger) == ("rationalised", None, None)
    actions.propose_merger(house.pmo, one, other, "The needs have changed.")
    assert one.merge_into == other


def test_a_deferred_question_waits_for_the_next_meeting(proposed, decide):
    one, other = proposed
    decide(one, "deferred")
    assert one.merge_into == other
    assert item_of(one).state == "awaiting"


def test_the_office_takes_its_proposal_back_with_its_question(house, proposed):
    one, _other = proposed
    take(house.pmo, item_of(one), "withdraw", reason="The needs differ after all.")
    one.refresh_from_db()
    assert (one.state, one.merge_into) == ("rationalised", None)


def test_nothing_else_happens_to_an_initiative_while_a_body_decides_on_its_merger(house, proposed):
    one, _other = proposed
    with pytest.raises(Refused, match="decided first"):
        take(house.sponsor, one, "withdraw", reason="Not needed.")
    with pytest.raises(Refused) as refusal:
        add(
            house.sponsor, Case, initiative=one, title="Case", unit=one.unit, sponsor=house.sponsor, base_year=2026,
            summary="Early.",
        )  # fmt: skip
    assert "decided first" in str(refusal.value.fields)
    with pytest.raises(Refused, match="decided first"):
        actions.propose_merger(house.pmo, one, proposed[1], WHY)


def test_nothing_is_merged_into_itself_or_into_what_ends(house, proposed, initiative):
    one, other = proposed
    third = initiative("KM-03")
    with pytest.raises(Refused) as refusal:
        actions.propose_merger(house.pmo, third, third, WHY)
    assert "into itself" in str(refusal.value.fields)
    third.refresh_from_db()
    with pytest.raises(Refused, match="itself to be merged"):
        actions.propose_merger(house.pmo, third, one, WHY)
    take(house.sponsor, other, "withdraw", reason="No longer needed.")
    with pytest.raises(Refused, match="is closed"):
        actions.propose_merger(house.pmo, third, other, WHY)


def test_a_merger_into_what_has_ended_meanwhile_is_refused_and_the_two_are_kept_apart(
    house, proposed, decide
):
    one, other = proposed
    take(house.sponsor, other, "withdraw", reason="No longer needed.")
    with pytest.raises(Refused, match="is closed"):
        decide(one)
    take(US, item_of(one).decisions.get(state="taken"), "lay_aside", reason="It has ended.")
    take(US, item_of(one), "take_off")
    decide(one, "rejected")
    assert (one.state, one.merge_into) == ("rationalised", None)


def test_a_pair_of_two_programmes_is_the_matter_of_neither_alone(house, initiative):
    one = initiative()
    other = initiative("RM-01", sponsor=house.sponsor)
    assert one.facts().programme == house.programme.pk
    change(US, other, programme=house.make("governance.programme"))
    actions.propose_merger(house.pmo, one, other, WHY)
    assert one.facts().programme is None
