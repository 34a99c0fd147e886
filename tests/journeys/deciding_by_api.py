"""What a body does with a matter, from the secretary's first line to the chair's signature, by programs."""

from datetime import timedelta

from .deciding import CHAIRS, SECRETARY, VOTERS

MEETINGS, ITEMS, DECISIONS = "meetings/meetings/", "meetings/agenda-items/", "meetings/decisions/"


def meet(house, secretary, item, title):
    """Plan, call and open a meeting of the body for which an item waits; return its address."""
    body = secretary.get(f"governance/bodies/{item['body']['id']}/")
    starts = house.time + timedelta(hours=1)
    made = secretary.post(MEETINGS, {
        "title": title[:200], "body": body["code"], "unit": body["unit"]["code"], "form": "ordinary",
        "starts_at": f"{starts:%Y-%m-%dT%H:%M}:00Z",
    })  # fmt: skip
    meeting = f"{MEETINGS}{made['id']}/"
    assert secretary.step(meeting, "call")["state"] == "called"
    house.later(hours=1)
    assert secretary.step(meeting, "start")["state"] == "open"
    return meeting


def note_all(secretary, meeting, body):
    """Note everyone with a seat as present."""
    seats = secretary.all(f"governance/seats/?body={body}&fields=person,capacity,ends")
    there = {one["person"]["code"] for one in seats if one["capacity"] != "alternate" and not one["ends"]}
    noted = secretary.post(
        f"{meeting}attendance/",
        {"attendance": [{"person": code, "presence": "present"} for code in sorted(there)]},
    )["items"]
    assert {one["person"]["code"] for one in noted} == there
    assert {one["presence"] for one in noted} == {"present"}


def answer_advice(secretary, decision, subject):
    """Answer every advice on what is decided: followed."""
    open_ones = [one["id"] for one in secretary.get(f"{subject}advice/")["items"] if not one["disposition"]]
    if open_ones:
        fate = {key: {"disposition": "followed"} for key in open_ones}
        replies = secretary.post(f"{decision}answers/", {"answers": fate})["items"]
        assert [one["disposition"] for one in replies] == ["followed"] * len(open_ones)


def bring(house, program, subject, matter, outcome, recused=()):
    """Take a record from the agenda to an open vote; return (address of the decision, code of the body)."""
    secretary = program(SECRETARY)
    key = subject.rstrip("/").rsplit("/", 1)[1]
    (item,) = secretary.all(f"{ITEMS}?object_id={key}&matter={matter}&state=awaiting")
    body, place = item["body"]["code"], f"{ITEMS}{item['id']}/"
    meeting = meet(house, secretary, item, f"Meeting on {item['title']}")
    put = secretary.step(place, "schedule", meeting=meeting.rstrip("/").rsplit("/", 1)[1], place=1)
    assert (put["state"], put["place"]) == ("scheduled", 1)
    for who in recused:
        said = program(who).post(f"{place}recuse/", {"interest": "I sponsor this."})
        assert (said["person"]["code"], said["interest"]) == (program(who).person.code, "I sponsor this.")
    note_all(secretary, meeting, body)
    made = secretary.post(f"{place}decide/")
    assert (made["state"], made["item"]["id"]) == ("prepared", item["id"])
    decision = f"{DECISIONS}{made['id']}/"
    answer_advice(secretary, decision, subject)
    assert secretary.step(decision, "table", proposed=outcome)["proposed"] == outcome
    assert secretary.step(decision, "deliberate", method="vote")["state"] == "deliberating"
    return decision, body


def decide(house, program, subject, matter, outcome, text, recused=(), aside=None):
    """Take a record from the agenda to the signed decision of its body; return the decision."""
    decision, body = bring(house, program, subject, matter, outcome, recused)
    for who in (CHAIRS[body], *VOTERS[body]):
        cast = program(who).post(f"{decision}vote/", {"choice": "yes", "statement": "It is needed."})
        assert (cast["choice"], cast["cast_by"]["code"]) == ("yes", program(who).person.code)
    if aside:
        aside(decision, body)
    secretary = program(SECRETARY)
    taken = secretary.step(decision, "conclude", outcome=outcome, text=text)
    assert (taken["state"], taken["outcome"], taken["text"]) == ("taken", outcome, text)
    signed = program(CHAIRS[body]).step(decision, "sign")
    assert signed["state"] in ("recorded", "in_effect")
    assert signed["signed_by"]["code"] == program(CHAIRS[body]).person.code
    return signed
