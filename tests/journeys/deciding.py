"""What a body does with a matter, from the secretary's first line to the chair's signature, in browser windows."""

from django.urls import reverse

from comity.modules.meetings.models import AgendaItem, Decision, Meeting

from .pressing import fill, key_of, press, send, step

SECRETARY = "committee-secretary"
# Who is in the chair of a body of the demonstration, and who else votes; one of them reads Arabic.
CHAIRS = {"SC-KM": "committee-member", "EC-ICT": "committee-chair"}
VOTERS = {"SC-KM": ("arabic-member",), "EC-ICT": ("committee-member", "arabic-member")}


def meet(house, visit, body, title):
    """Let the secretary plan a meeting of a body, call it and open it; return its address."""
    page = visit(SECRETARY, reverse("meetings.meeting:add"))
    when = house.time.strftime("%Y-%m-%dT%H:%M")
    house.later(hours=-1)  # planned before it begins
    page.reload()
    send(
        page,
        {"title": title, "body": str(body.pk), "unit": body.unit.code, "starts_at": when, "form": "ordinary"},
    )
    pk = key_of(page)
    step(page, "call")
    house.later(hours=1)
    page.reload()
    step(page, "start")
    return Meeting.objects.get(pk=pk)


def decide(house, visit, record, matter, outcome, text, recused=(), shot=None, votes="yes"):
    """Take a record from the agenda to the signed decision of its body; return the decision."""
    item = AgendaItem.objects.get(object_id=record.pk, matter__code=matter, state="awaiting")
    meeting = meet(house, visit, item.body, f"Meeting on {record}"[:200])
    secretary = visit(SECRETARY, reverse("meetings:prepare", args=[meeting.pk]))
    secretary.locator(f'input[name="on"][value="{item.pk}"]').check()
    press(secretary.locator("main form button.strong"))
    for who in recused:
        absent = visit(who, item.get_absolute_url())
        fill(absent, {"interest": "I sponsor this."})
        press(absent.locator('form[action$="/recuse/"] button'))
    secretary.goto(meeting.get_absolute_url())
    for box in secretary.locator('main select[name^="presence-"]').all():
        box.select_option("present")
    press(secretary.locator('form[action$="/attendance/"] button'))
    if shot:
        shot(secretary, f"journey-meeting-{matter}")
    press(secretary.locator(f'form[action="{reverse("meetings:decide", args=[item.pk])}"] button'))
    decision = Decision.objects.get(item=item, state="prepared")
    _advice(visit, decision)
    secretary.goto(decision.get_absolute_url())
    step(secretary, "table", proposed=outcome)
    step(secretary, "deliberate", method="vote")
    chair = CHAIRS[item.body.code]
    for who in (chair, *VOTERS[item.body.code]):
        voter = visit(
            who, reverse("meetings:vote", args=[decision.pk]), viewport={"width": 360, "height": 760}
        )
        if shot:
            shot(voter, f"journey-vote-{matter}-{who}")
        press(voter.locator(f'button[name="choice"][value="{votes}"]'))
    secretary.goto(decision.get_absolute_url())
    step(secretary, "conclude", outcome=outcome, text=text)
    signing = visit(chair, decision.get_absolute_url())
    step(signing, "sign")
    decision.refresh_from_db()
    assert decision.state in ("recorded", "in_effect"), signing.locator("main").inner_text()
    if shot:
        signing.goto(decision.get_absolute_url())
        shot(signing, f"journey-decision-{matter}")
    return decision


def _advice(visit, decision):
    """Answer every advice on what is decided: followed."""
    page = visit(SECRETARY, decision.get_absolute_url())
    boxes = page.locator('main select[name^="advice-"]').all()
    for box in boxes:
        box.select_option("followed")
    if boxes:
        press(page.locator('form[action$="/answers/"] button'))
