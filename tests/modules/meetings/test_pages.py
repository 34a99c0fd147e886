"""The pages: the meeting, its agenda, the vote on a phone, the decision, what stands beside a record."""

import pytest

from comity.kernel.actions.steps import file_advice
from comity.kernel.actions.verbs import take
from comity.modules.meetings import actions
from comity.modules.meetings.models import AgendaItem, Ballot, Decision
from comity.modules.meetings.public import Effect, Effects, _effects, put_on_agenda, rehearse

from .conftest import MATTER

pytestmark = pytest.mark.django_db


def test_a_member_votes_with_one_press(house, meet, table, enter):
    decision = table(meet("chair", "ann", "ben"))
    take(house.secretary, decision, "deliberate", method="vote")
    client, page = enter(house.ann), f"/meetings/vote/{decision.pk}/"
    assert "Shall it be adopted?" in client.get(page).content.decode()
    assert page in client.get("/").content.decode()
    assert client.post(page, {"choice": "perhaps"}).status_code == 422
    assert client.post(page, {"choice": "yes", "statement": "It is sound."}).status_code == 302
    assert client.post(page, {"choice": "no"}).status_code == 422
    assert Ballot.objects.get().choice == "yes"
    assert page not in client.get("/").content.decode()


def test_who_has_no_vote_finds_no_ballot_paper(house, meet, table, enter):
    decision = table(meet("chair", "ann", "ben"))
    take(house.secretary, decision, "deliberate", method="vote")
    for person in (house.secretary, house.alternate):
        assert enter(person).get(f"/meetings/vote/{decision.pk}/").status_code == 404


def test_a_program_votes_too(house, meet, table, enter):
    decision = table(meet("chair", "ann", "ben"))
    take(house.secretary, decision, "deliberate", method="vote")
    client, door = enter(house.ann), f"/api/meetings/decisions/{decision.pk}/vote/"
    send = {"content_type": "application/json"}
    assert client.post(door, {"choice": "yes"}, **send).status_code == 201
    assert client.post(door, {"choice": "yes"}, **send).status_code == 422
    refused = enter(house.secretary).post(door, {"choice": "yes"}, **send)
    assert (refused.status_code, "not entitled" in refused.json()["detail"]) == (403, True)


def test_the_rules_hold_for_programs_and_files_as_well(house, meet, table, root, enter):
    decision = table(meet("chair", "ann", "ben"))
    body = {"meeting": str(decision.meeting_id), "person": str(house.cat.pk), "presence": "present"}
    answer = enter(root).post("/api/meetings/attendance-rows/", body, content_type="application/json")
    assert answer.status_code == 403, answer.content


def test_the_secretary_puts_the_agenda_together(house, policy, meet, enter):
    meeting = meet("chair", "ann", "ben")
    item = put_on_agenda(house.secretary, policy, MATTER)
    client, page = enter(house.secretary), f"/meetings/prepare/{meeting.pk}/"
    assert item.title in client.get(page).content.decode()
    client.post(page, {"on": str(item.pk)})
    item.refresh_from_db()
    assert (item.state, item.place) == ("scheduled", 1)
    client.post(page, {f"place-{item.pk}": "7", "off": "nonsense"})
    item.refresh_from_db()
    assert item.place == 7
    assert enter(house.ann).post(page, {"off": str(item.pk)}).status_code == 403
    client.post(page, {"off": str(item.pk)})
    item.refresh_from_db()
    assert (item.state, item.meeting) == ("awaiting", None)


def test_the_meeting_shows_its_quorum_and_notes_who_is_there(house, policy, meet, enter):
    meeting = meet("chair")
    client = enter(house.secretary)
    assert "no quorum yet" in client.get(meeting.get_absolute_url()).content.decode()
    form = {"person": [str(house.ann.pk), str(house.ben.pk)]}
    form |= {
        f"presence-{house.ann.pk}": f"represented:{house.alternate.code}",
        f"presence-{house.ben.pk}": "remote",
    }
    client.post(f"/meetings/meetings/{meeting.pk}/attendance/", form)
    assert "there is a quorum" in client.get(meeting.get_absolute_url()).content.decode()
    others = enter(house.cat)
    others.post(f"/meetings/meetings/{meeting.pk}/attendance/", {"person": str(house.cat.pk), f"presence-{house.cat.pk}": "excused"})  # fmt: skip
    assert meeting.attendances.get(person=house.cat).presence == "excused"
    form = {"person": str(house.ben.pk), f"presence-{house.ben.pk}": "absent"}
    assert others.post(f"/meetings/meetings/{meeting.pk}/attendance/", form).status_code == 403


def test_a_decision_is_prepared_answered_and_signed_in_the_browser(house, policy, meet, enter):
    advice = file_advice(house.ben, policy, "oppose", "The rate is too low.")
    meeting, client = meet("chair", "ann", "ben"), enter(house.secretary)
    item = put_on_agenda(house.secretary, policy, MATTER, "Shall it be adopted?")
    client.post(f"/meetings/prepare/{meeting.pk}/", {"on": str(item.pk)})
    made = client.post(f"/meetings/agenda-items/{item.pk}/decide/")["Location"]
    client.post(f"{made}step/table/", {"proposed": "approved"})
    client.post(f"{made}step/deliberate/", {"method": "consensus"})
    decision = Decision.objects.get()
    form = {f"advice-{advice.pk}": "not_followed", f"why-{advice.pk}": "The range was tested."}
    client.post(f"/meetings/decisions/{decision.pk}/answers/", form)
    client.post(f"{made}step/conclude/", {"outcome": "approved", "text": "Adopted."})
    enter(house.chair).post(f"{made}step/sign/", {})
    decision.refresh_from_db()
    assert decision.state == "in_effect"
    page = client.get(made).content.decode()
    for words in ("Adopted.", "The rate is too low.", "The range was tested.", "What it changed"):
        assert words in page


def test_the_page_shows_what_other_modules_say_of_its_effects(house, decide, enter):
    decision = decide()
    take(house.chair, decision, "sign")

    def envelope(decision, person, scope):
        return Effects("The envelope", (Effect("2027", "1,000,000", "250,000"),))

    _effects.append(envelope)
    try:
        page = enter(house.ann).get(decision.get_absolute_url()).content.decode()
    finally:
        _effects.remove(envelope)
    assert "The envelope" in page
    assert "250,000" in page


def test_beside_a_record_stands_what_bodies_have_to_do_with_it(house, policy, decide, enter):
    client = enter(house.ann)
    page = client.get(policy.get_absolute_url()).content.decode()
    assert f"/meetings/propose/appraisal.discountpolicy/{policy.pk}/" in page
    client.post(
        f"/meetings/propose/appraisal.discountpolicy/{policy.pk}/", {"matter": MATTER, "question": "Now?"}
    )
    item = AgendaItem.objects.get()
    assert (item.body, item.requester) == (house.body, house.ann)
    assert "Awaits" in client.get(policy.get_absolute_url()).content.decode()
    decision = decide()
    take(house.chair, decision, "sign")
    assert decision.reference in client.get(policy.get_absolute_url()).content.decode()


def test_a_member_declares_an_interest(house, policy, enter):
    item = put_on_agenda(house.secretary, policy, MATTER)
    enter(house.ann).post(f"/meetings/agenda-items/{item.pk}/recuse/", {"interest": "I drafted it."})
    assert item.recusals.get().person == house.ann
    enter(house.ben).post(f"/meetings/agenda-items/{item.pk}/recuse/", {"interest": " "})
    assert item.recusals.count() == 1


def test_a_whole_meeting_is_rehearsed_in_one_call(house, policy):
    decision = rehearse(policy, MATTER, "approved", "Adopted.", against=[house.cat], public=True)
    policy.refresh_from_db()
    assert (policy.state, decision.public, decision.tally().no) == ("adopted", True, 1)


def test_minutes_are_adopted_by_the_chair(house, meet):
    from comity.kernel.actions.verbs import change
    from comity.kernel.base.errors import Refused

    meeting = meet("chair", "ann", "ben")
    take(house.secretary, meeting, "finish")
    with pytest.raises(Refused, match="not written"):
        take(house.chair, meeting, "adopt")
    change(actions.US, meeting, minutes="The Chair opened the meeting.")
    assert take(house.chair, meeting, "adopt").adopted_on is not None


METHODS = ("get", "head", "options", "post", "put", "patch", "delete")


@pytest.mark.parametrize("who", ["nobody", "stranger", "root", "member"])
def test_no_address_of_ours_fails_whatever_is_sent(who, house, decide, request, client, enter):
    import re

    from comity.modules.meetings.urls import urlpatterns

    decision = decide()
    take(house.chair, decision, "sign")
    take(house.chair, decision, "publish")
    client = client if who == "nobody" else enter(request.getfixturevalue(who))
    client.raise_request_exception = False
    rubbish = {
        "choice": "\0",
        "person": "x",
        "on": "x",
        "off": "\0",
        "interest": "",
        "year": "9999999",
        "body": "\0x",
    }
    for one in urlpatterns:
        for key in (decision.pk, decision.meeting_id, decision.item_id):
            path = re.sub(r"<uuid:[^>]+>", str(key), str(one.pattern))
            path = "/" + re.sub(r"<[^>]+>", "x", path)
            for method in METHODS:
                answer = (
                    getattr(client, method)(path, rubbish)
                    if method in ("get", "post")
                    else getattr(client, method)(path)
                )
                assert answer.status_code < 500, f"{method} {path} {answer.status_code}"


def test_what_is_confidential_in_a_decision_stays_with_who_may_see_it(
    house, policy, decide, someone, enter, units
):
    from comity.kernel.actions.verbs import change

    decision = decide()
    take(house.chair, decision, "sign")
    reader = someone("Reader", "OICT", "view")
    page = f"/meetings/decisions/{decision.pk}/"
    assert "Shall it be adopted?" in enter(reader).get(page).content.decode()
    policy.refresh_from_db()
    change(actions.US, policy, classification=2)
    assert "Shall it be adopted?" not in enter(reader).get(page).content.decode()
    assert "Shall it be adopted?" in enter(house.ann).get(page).content.decode()


def test_a_deadline_that_passed_is_told_once(house, meet):
    from datetime import timedelta

    from comity.kernel.base.moment import at, now
    from comity.kernel.notices.models import Notice
    from comity.modules.meetings.jobs import watch

    meet(form="written", deadline=now() + timedelta(days=3))
    call = watch
    with at(now() + timedelta(days=4)):
        for _ in range(2):
            call(lambda *a: None)
    assert Notice.objects.filter(person=house.chair, topic="meetings.deadline").count() == 1


def test_what_is_under_vote_stays_on_the_agenda(house, meet, table):
    from comity.kernel.base.errors import Refused

    decision = table(meet("chair", "ann", "ben"))
    take(house.secretary, decision, "deliberate", method="vote")
    item = AgendaItem.objects.get()
    for step in ("take_off", "withdraw"):
        with pytest.raises(Refused, match="in deliberation"):
            take(house.secretary, item, step, reason="Off.")


def test_the_request_to_vote_is_read_once_the_vote_is_cast(house, meet, table):
    from comity.kernel.notices.tell import unread_count

    decision = table(meet("chair", "ann", "ben"))
    before = unread_count(house.ann)
    take(house.secretary, decision, "deliberate", method="vote")
    assert unread_count(house.ann) == before + 1
    actions.vote(house.ann, decision, "yes")
    assert unread_count(house.ann) == before
