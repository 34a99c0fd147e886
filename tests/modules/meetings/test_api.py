"""What programs do around a meeting: the same rules as on the pages, and one fault undoes the whole call."""

import pytest

from comity.kernel.actions.steps import file_advice
from comity.kernel.actions.verbs import take
from comity.modules.meetings import actions
from comity.modules.meetings.models import AgendaItem, Attendance, Decision, Reply
from comity.modules.meetings.public import put_on_agenda

from .conftest import MATTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(enter):
    """Return the function by which a person sends JSON: (status, what came back)."""

    def sent(person, path, body=None):
        answer = enter(person).post(f"/api/meetings/{path}", body or {}, content_type="application/json")
        return answer.status_code, answer.json()

    return sent


def wish(policy, matter=MATTER):
    return {"kind": "appraisal.discountpolicy", "record": str(policy.pk), "matter": matter}


def test_a_record_is_put_on_the_agenda_once(house, policy, post):
    status, item = post(house.ann, "agenda-items/propose/", {**wish(policy), "question": "Shall it?"})
    assert (status, item["body"]["code"], item["question"]) == (201, "COM", "Shall it?")
    again = post(house.ann, "agenda-items/propose/", wish(policy))
    assert (again[1]["id"], AgendaItem.objects.count()) == (item["id"], 1), "what waits already is answered"


def test_only_matters_that_are_open_reach_a_body(house, policy, post):
    status, said = post(house.ann, "agenda-items/propose/", wish(policy, "case.decision"))
    assert (status, said["errors"][0]["field"]) == (422, "matter")
    assert MATTER in said["detail"]
    assert post(house.ann, "agenda-items/propose/", {**wish(policy), "kind": "no.such"})[0] == 404


def test_who_neither_proposes_nor_keeps_agendas_proposes_nothing(house, policy, someone, post):
    status, said = post(someone("Reader", "OICT", "view"), "agenda-items/propose/", wish(policy))
    assert (status, AgendaItem.objects.count()) == (403, 0)
    assert "propose" in said["detail"]


def test_a_decision_is_prepared_by_who_leads_the_body_and_only_once(house, policy, meet, post):
    item = put_on_agenda(house.secretary, policy, MATTER)
    take(house.secretary, item, "schedule", meeting=meet("chair", "ann", "ben"))
    door = f"agenda-items/{item.pk}/decide/"
    assert post(house.ann, door)[0] == 403
    status, made = post(house.secretary, door, {"proposed": "approved", "text": "Adopts it."})
    assert (status, made["state"], made["proposed"], made["text"]) == (
        201,
        "prepared",
        "approved",
        "Adopts it.",
    )
    assert post(house.secretary, door)[0] == 422
    assert Decision.objects.count() == 1


def test_attendance_is_noted_whole_or_not_at_all(house, meet, post):
    meeting = meet("chair")
    door = f"meetings/{meeting.pk}/attendance/"
    away = {"person": "ann", "presence": "represented", "stand_in": "alternate"}
    status, noted = post(
        house.secretary, door, {"attendance": [{"person": "ben", "presence": "remote"}, away]}
    )
    assert (status, [row["presence"] for row in noted["items"]]) == (200, ["remote", "represented"])
    wrong = [{"person": "cat", "presence": "present"}, {**away, "stand_in": "ben"}]
    assert post(house.secretary, door, {"attendance": wrong})[0] == 422
    assert not Attendance.objects.filter(person=house.cat).exists()
    mine, others = ({"attendance": [{"person": who, "presence": "present"}]} for who in ("cat", "ben"))
    assert post(house.cat, door, mine)[0] == 200
    assert post(house.cat, door, others)[0] == 403


def test_advice_is_answered_by_its_key(house, policy, meet, table, post):
    file_advice(house.ben, policy, "oppose", "Too high.")
    decision = table(meet("chair", "ann", "ben"))
    (advice,) = actions.queries.advice_to_answer(decision)
    door, key = f"decisions/{decision.pk}/answers/", str(advice.pk)
    assert post(house.ann, door, {"answers": {key: {"disposition": "followed"}}})[0] == 403
    status, said = post(house.secretary, door, {"answers": {key: {"disposition": "not_followed"}}})
    assert (status, Reply.objects.count()) == (422, 0), said
    strange = "0190a000-0000-7000-8000-000000000000"
    status, said = post(house.secretary, door, {"answers": {strange: {"disposition": "followed"}}})
    assert (status, said["errors"][0]["field"]) == (422, f"answers.{strange}")
    fate = {"disposition": "not_followed", "reason": "It is the rate of the market."}
    status, said = post(house.secretary, door, {"answers": {key: fate}})
    assert (status, said["items"][0]["why"]) == (200, fate["reason"])


def test_a_stand_in_votes_for_the_member_and_for_nobody_else(house, meet, table, post):
    meeting = meet("chair", "ben")
    actions.attend(house.secretary, meeting, house.ann, "represented", house.alternate)
    decision = table(meeting)
    take(house.secretary, decision, "deliberate", method="vote")
    door = f"decisions/{decision.pk}/vote/"
    assert post(house.alternate, door, {"choice": "yes"})[0] == 403
    assert post(house.alternate, door, {"choice": "yes", "person": "ben"})[0] == 403
    status, cast = post(house.alternate, door, {"choice": "yes", "person": "ann", "statement": "For her."})
    assert (status, cast["cast_by"]["code"], cast["statement"]) == (201, "alternate", "For her.")
    assert post(house.ben, door, {"choice": "maybe"})[0] == 422


def test_who_stepped_back_is_told_so_when_voting(house, policy, meet, table, post):
    decision = table(meet("chair", "ann", "ben", "cat"))
    assert post(house.cat, f"agenda-items/{decision.item_id}/recuse/", {"interest": "I wrote it."})[0] == 201
    take(house.secretary, decision, "deliberate", method="vote")
    status, said = post(house.cat, f"decisions/{decision.pk}/vote/", {"choice": "yes"})
    assert (status, said["detail"]) == (403, "You declared an interest in this, so you do not vote on it.")
