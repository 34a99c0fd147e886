"""Whoever must act is told, in the transaction of the change; the doer never."""

from datetime import timedelta

from comity.kernel.actions.verbs import comment, take
from comity.kernel.base.moment import at
from comity.kernel.clocks.fire import fire_due
from comity.kernel.notices.models import Notice
from comity.modules.desk import actions

from .test_actions import asked


def told(person):
    return list(Notice.objects.filter(person=person).order_by("id").values_list("topic", flat=True))


def test_a_question_and_a_solution_reach_the_requester_where_they_can_answer(desk):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    actions.ask_requester(desk.agent, ticket, "Which section?")
    assert told(desk.asker) == ["desk.question"]
    actions.answer(desk.asker, ticket, "The registry.")
    assert told(desk.agent) == ["desk.comment"]
    actions.solve(desk.agent, ticket, "Done.")
    assert told(desk.asker) == ["desk.question", "desk.resolved"]
    assert Notice.objects.filter(person=desk.asker).first().url == f"/desk/mine/{ticket.pk}/"
    actions.contradict(desk.asker, ticket, "No.")
    assert told(desk.agent)[-2:] == ["desk.reopened", "desk.comment"]


def test_an_internal_note_is_not_news_for_the_requester(desk):
    ticket = asked(desk)
    comment(desk.agent, ticket, "The third one this week.", internal=True)
    assert told(desk.asker) == []


def test_who_is_given_work_is_told_but_not_who_takes_it(desk, someone, make):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    assert told(desk.agent) == []
    other = someone("Other", "UNON", "view", "work")
    make("desk.groupmember", group=desk.group, person=other, starts=None, ends=None)
    take(desk.agent, ticket, "assign", group=desk.group, assignee=other)
    assert told(other) == ["desk.assigned"]


def test_the_group_is_told_when_time_runs_out_of_a_ticket_that_nobody_has(desk, monday):
    asked(desk)
    with at(monday + timedelta(hours=24)):
        fire_due()
    assert told(desk.agent) == ["desk.soon", "desk.late"]
