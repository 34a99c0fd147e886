"""A person asks, the desk answers, the clock is right."""

from datetime import timedelta

import pytest

from comity.kernel.actions.talk import conversation
from comity.kernel.actions.verbs import change, comment, offers, take
from comity.kernel.audit.models import Entry
from comity.kernel.audit.verify import verify
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.moment import at
from comity.kernel.clocks import run
from comity.kernel.clocks.fire import fire_timers
from comity.modules.desk import actions, queries, tally
from comity.modules.desk.models import FAR, Attainment, OfferingDay, Outcome, Satisfaction, Ticket
from comity.modules.desk.models.counting import NOBODY

HOUR = timedelta(hours=1)


def clock(ticket, code="solve"):
    return next(c for c in run.clocks_of("desk.ticket", [ticket.pk])[ticket.pk] if c.definition.code == code)


def asked(desk, **answers):
    return actions.ask_for(desk.asker, desk.offering, {"title": "Registry", **answers})


def test_asking_gives_a_request_to_its_group_with_a_time(desk, monday):
    ticket = asked(desk, size="l")
    assert ticket.reference.startswith("REQ-")
    assert ticket.state == "new"
    assert ticket.group == desk.group
    assert ticket.unit == desk.units["RICT"]
    assert ticket.requester == desk.asker
    assert ticket.due_at == monday + 5 * HOUR, "four working hours, and lunch in Nairobi"
    assert ticket.response_due == monday + HOUR / 2
    assert [(one["name"], one["value"]) for one in ticket.answers] == [("title", "Registry"), ("size", "l")]
    assert "Which size?: Large" in ticket.description
    assert not list(verify())


def test_an_unanswered_question_is_named_and_nothing_is_asked(desk):
    with pytest.raises(Refused) as refusal:
        actions.ask_for(desk.asker, desk.offering, {})
    assert list(refusal.value.fields) == ["title"]
    assert not Ticket.objects.exists()


def test_what_is_meant_for_others_cannot_be_asked_for(desk, make, units):
    mine = make(
        "desk.offering", code="here", service=desk.service, unit=units["UN"], audience={"units": ["RICT"]}
    )
    theirs = make(
        "desk.offering", code="there", service=desk.service, unit=units["UN"], audience={"units": ["OICT"]}
    )
    codes = {one.code for one in queries.offerings_for(desk.asker)}
    assert {"here", "box", "eml-report"} <= codes
    assert "there" not in codes
    actions.ask_for(desk.asker, mine)
    with pytest.raises(NotAllowed):
        actions.ask_for(desk.asker, theirs)


def test_a_report_finds_its_group_and_its_words_become_a_title(desk):
    ticket = actions.report_problem(
        desk.asker,
        desk.service,
        "Outlook hangs. It shows a white page.",
        who_is_hit="many",
        how_badly="stopped",
    )
    assert ticket.reference.startswith("INC-")
    assert ticket.title == "Outlook hangs"
    assert ticket.priority == 1
    assert ticket.group == desk.group
    assert ticket.offering == desk.report
    assert clock(ticket, "quick").stage == "running"


def test_waiting_for_the_requester_stops_the_clock_and_an_answer_starts_it_again(desk, monday):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    with at(monday + HOUR):
        actions.ask_requester(desk.agent, ticket, "For which section?")
        assert clock(ticket).stage == "paused"
        assert [one.text for one in conversation(ticket, notes=False)] == ["For which section?"]
    with at(monday + 26 * HOUR):
        ticket.refresh_from_db()
        actions.answer(desk.asker, ticket, "For the registry.")
        assert ticket.state == "in_progress"
        assert ticket.due_at == monday + 30 * HOUR, "three hours are left, and lunch lies ahead"
    lines = run.explain(clock(ticket), monday + 26 * HOUR).lines
    assert ("paused", "requester") in [(line.why, line.name) for line in lines]
    assert not list(verify())


def test_only_the_requester_brings_a_waiting_ticket_back(desk, monday):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    actions.ask_requester(desk.agent, ticket, "Which?")
    comment(desk.agent, ticket, "I am still waiting.")
    ticket.refresh_from_db()
    assert ticket.state == "waiting_user"


def test_another_priority_changes_the_promise_and_keeps_the_waiting(desk, monday):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    actions.ask_requester(desk.agent, ticket, "Which?")
    with at(monday + HOUR):
        take(desk.agent, ticket, "resume")
        change(desk.agent, ticket, impact=1, urgency=1)
        assert ticket.priority == 1
        assert ticket.due_at == monday + 2 * HOUR, "one hour promised; the hour of waiting is kept"


def test_a_solved_ticket_is_confirmed_counted_and_rated(desk, monday):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    with at(monday + HOUR):
        actions.solve(desk.agent, ticket, "The mailbox is there.", "delivered")
        with pytest.raises(NotAllowed):
            actions.confirm(desk.agent, ticket)
        actions.confirm(desk.asker, ticket)
        assert ticket.state == "closed"
        assert ticket.closed_at == monday + HOUR
        said = actions.rate(desk.asker, ticket, 5, "Quick!")
        with pytest.raises(Refused):
            actions.rate(desk.asker, ticket, 1)
    assert said.unit == ticket.unit
    assert Satisfaction.objects.count() == 1
    assert queries.record_of([desk.offering.pk]) == {desk.offering.pk: (1, 1)}
    cell = Attainment.objects.get(kind="sla")
    assert (cell.kept, cell.missed, cell.group_id) == (1, 0, desk.group.pk)
    assert not list(verify())


def test_a_reopened_ticket_is_counted_back_and_counted_again(desk, monday):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    actions.solve(desk.agent, ticket, "Done.")
    with at(monday + HOUR):
        actions.contradict(desk.asker, ticket, "It is not there.")
        assert ticket.state == "assigned"
        assert ticket.reopen_count == 1
        assert ticket.resolved_at is None
        assert not Outcome.objects.filter(kind="sla").exists()
        assert OfferingDay.objects.get().kept == 0
    with at(monday + 50 * HOUR):
        actions.solve(desk.agent, ticket, "Done again.")
    cell = Attainment.objects.get(kind="sla")
    assert (cell.kept, cell.missed) == (0, 1)
    kept = list(Attainment.objects.order_by("id").values_list("kind", "kept", "missed"))
    tally.rebuild()
    assert sorted(row for row in kept if any(row[1:])) == sorted(
        Attainment.objects.values_list("kind", "kept", "missed")
    )


def test_nobody_contradicts_and_it_closes_by_itself(desk, monday):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    actions.solve(desk.agent, ticket, "Done.")
    with at(monday + timedelta(days=7, minutes=1)):
        assert fire_timers() == 1
        ticket.refresh_from_db()
        assert ticket.state == "closed"
        assert Entry.objects.get(pk=ticket.entry_id).actor == "system:clock"


def test_long_after_closing_it_is_reported_anew(desk, monday):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    actions.solve(desk.agent, ticket, "Done.")
    actions.confirm(desk.asker, ticket)
    with at(monday + timedelta(days=31)), pytest.raises(Refused, match="30 days"):
        actions.contradict(desk.asker, ticket, "Again!")


def test_a_requester_cancels_and_no_promise_counts(desk):
    ticket = asked(desk)
    take(desk.asker, ticket, "cancel")
    assert clock(ticket).stage == "cancelled"
    assert ticket.due_at == FAR
    assert not Outcome.objects.exists()


def test_the_next_one_is_the_one_due_first_and_nobody_gets_it_twice(desk, make, someone, monday):
    second = asked(desk)
    first = actions.report_problem(
        desk.asker, desk.service, "All is down", who_is_hit="many", how_badly="stopped"
    )
    other = someone("Other", "UNON", "view", "work")
    make("desk.groupmember", group=desk.group, person=other, starts=None, ends=None)
    assert actions.take_next(desk.agent) == first
    assert actions.take_next(other) == second
    with pytest.raises(Refused, match="Nothing waits"):
        actions.take_next(other)
    second.refresh_from_db()
    assert second.assignee == other
    assert second.state == "in_progress"


def test_work_is_given_to_members_of_the_group_and_handing_on_is_counted(desk, someone):
    ticket, outsider = asked(desk), someone("Outsider", "UNON", "view", "work")
    with pytest.raises(Refused, match="does not belong"):
        take(desk.agent, ticket, "assign", group=desk.group, assignee=outsider)
    take(desk.agent, ticket, "assign", group=desk.group, assignee=desk.agent)
    assert ticket.reassign_count == 0
    take(desk.agent, ticket, "assign", group=desk.other)
    assert (ticket.reassign_count, ticket.assignee) == (1, None)


def test_a_requester_is_offered_what_a_requester_may_do(desk):
    ticket = asked(desk)
    assert [one.step.name for one in offers(desk.asker, ticket) if one.allowed] == ["cancel"]
    assert "begin" in [one.step.name for one in offers(desk.agent, ticket) if one.allowed]


def test_a_ticket_without_group_or_promise_still_lives(desk, monday):
    ticket = actions.report_problem(desk.asker, None, "Something smells of burning")
    assert ticket.group == desk.group, "the group called DESK sorts what nobody takes"
    desk.group.code = "X"
    assert NOBODY.int == 0


def test_a_draft_is_kept_until_it_is_sent(desk):
    actions.keep_draft(desk.asker, "ask:box", {"title": "Half a na", "size": ""})
    assert actions.draft_of(desk.asker, "ask:box") == {"title": "Half a na"}
    asked(desk)
    assert actions.draft_of(desk.asker, "ask:box") == {}
