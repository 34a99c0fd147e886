"""The desk's pages: asking, one's own matters, the queue, the reasons of a time."""

import pytest

from comity.kernel.actions.verbs import take
from comity.modules.desk import actions
from comity.modules.desk.models import Ticket

from .test_actions import asked


@pytest.fixture
def asker(desk, enter):
    return enter(desk.asker)


@pytest.fixture
def agent(desk, enter):
    return enter(desk.agent)


def test_the_catalogue_shows_what_is_offered_with_its_promise(desk, asker):
    page = asker.get("/desk/").content.decode()
    assert "Shared mailbox" in page
    assert "ready by" in page
    assert "Shared mailbox" in asker.get("/desk/?q=mailbox").content.decode()
    assert "Shared mailbox" not in asker.get("/desk/?q=helicopter").content.decode()
    assert "Boîte partagée" in asker.get("/desk/", headers={"accept-language": "fr"}).content.decode()


def test_an_offering_is_read_then_asked_for_and_what_is_typed_is_kept(desk, asker):
    assert "Ask for this" in asker.get("/desk/offering/box/").content.decode()
    missing = asker.post("/desk/offering/box/ask/", {"size": "l", "title": "", "words": "soon"})
    assert missing.status_code == 422
    assert "soon" in missing.content.decode()
    assert "soon" in asker.get("/desk/offering/box/ask/").content.decode(), "the draft comes back"
    assert asker.post("/desk/offering/box/ask/", {"size": "l", "title": "", "keep": "1"}).status_code == 302
    sent = asker.post("/desk/offering/box/ask/", {"size": "l", "title": "Registry"})
    ticket = Ticket.objects.get()
    assert sent.url == f"/desk/mine/{ticket.pk}/"
    page = asker.get(sent.url).content.decode()
    assert "Registry" in page
    assert "Large" in page
    assert ticket.reference in page


def test_a_problem_is_reported_with_two_answers(desk, asker):
    assert asker.get("/desk/report/?service=EML").status_code == 200
    assert asker.post("/desk/report/", {"service": "EML", "words": ""}).status_code == 422
    asker.post("/desk/report/", {"service": "EML", "words": "No mail since noon"})
    assert Ticket.objects.get().title == "No mail since noon"
    assert "No mail since noon" in asker.get("/desk/mine/").content.decode()


def test_the_requester_answers_confirms_reopens_and_rates_on_one_page(desk, asker):
    ticket = asked(desk)
    url = f"/desk/mine/{ticket.pk}/"
    take(desk.agent, ticket, "begin")
    actions.ask_requester(desk.agent, ticket, "For which section?")
    page = asker.get(url).content.decode()
    assert "We need an answer from you" in page
    assert "For which section?" in page
    assert "waiting for you" in page
    assert asker.post(url + "answer/", {"words": " "}).status_code == 422
    assert asker.post(url + "answer/", {"words": "Registry"}).status_code == 302
    ticket.refresh_from_db()
    actions.solve(desk.agent, ticket, "It is there.")
    assert "Is it solved?" in asker.get(url).content.decode()
    assert asker.post(url + "reopen/", {"why": ""}).status_code == 422
    assert asker.post(url + "reopen/", {"why": "No."}).status_code == 302
    ticket.refresh_from_db()
    actions.solve(desk.agent, ticket, "Now it is.")
    assert asker.post(url + "confirm/").status_code == 302
    assert asker.post(url + "rate/", {"rating": "9"}).status_code == 422
    assert asker.post(url + "rate/", {"rating": "4", "words": "Well"}).status_code == 302
    assert "You gave 4 out of 5." in asker.get(url).content.decode()


def test_others_see_nothing_of_it(desk, enter, stranger):
    ticket = asked(desk)
    for path in (
        f"/desk/mine/{ticket.pk}/",
        f"/desk/tickets/{ticket.pk}/",
        f"/desk/tickets/{ticket.pk}/time/",
    ):
        assert enter(stranger).get(path).status_code == 404
    assert enter(desk.agent).get(f"/desk/mine/{ticket.pk}/").status_code == 404
    assert enter(stranger).get("/desk/queue/").status_code == 403


def test_an_agent_takes_the_next_one_from_the_queue(desk, agent):
    ticket = asked(desk)
    assert ticket.reference in agent.get("/desk/queue/?tab=groups").content.decode()
    for tab in ("mine", "unassigned", "soon", "nonsense"):
        assert agent.get(f"/desk/queue/?tab={tab}").status_code == 200
    taken = agent.post("/desk/queue/next/")
    assert taken.url == ticket.get_absolute_url()
    assert agent.get(taken.url).status_code == 200
    assert agent.post("/desk/queue/next/").url == "/desk/queue/"


def test_why_this_time_shows_counted_and_uncounted_intervals(desk, asker, agent):
    ticket = asked(desk)
    for client in (asker, agent):
        page = client.get(f"/desk/tickets/{ticket.pk}/time/").content.decode()
        assert "Why this time?" in page
        assert "does not count" in page
        assert "Counted so far" in page
        assert "Nairobi" in page


def test_the_requester_of_a_ticket_reads_it_as_an_own_matter(desk, asker):
    ticket = asked(desk)
    assert asker.get(f"/desk/tickets/{ticket.pk}/").url == f"/desk/mine/{ticket.pk}/"


def test_who_does_not_work_here_asks_in_the_catalogue(desk, asker, agent):
    assert asker.get("/desk/tickets/add/").url == "/desk/"
    assert agent.get("/desk/tickets/add/").status_code == 200


def test_attainment_counts_what_the_reader_may_see(desk, asker, agent):
    ticket = asked(desk)
    take(desk.agent, ticket, "begin")
    actions.solve(desk.agent, ticket, "Done.")
    page = agent.get("/desk/attainment/").content.decode()
    assert "100 %" in page
    assert "Service desk" in page
    assert (
        agent.get("/desk/attainment.csv").content.decode().splitlines()[1]
        == "2026-11,sla,resolution,all,4,DESK,1,0,1.0000"
    )
    assert asker.get("/desk/attainment/").status_code == 403


def test_a_page_of_matters_costs_the_same_few_queries_for_one_and_for_many(
    desk, asker, django_assert_max_num_queries
):
    for _i in range(2):
        asked(desk)
    asker.get("/desk/mine/")
    with django_assert_max_num_queries(14):
        asker.get("/desk/mine/")
    for _i in range(8):
        asked(desk)
    with django_assert_max_num_queries(14):
        asker.get("/desk/mine/")


def test_an_agent_writes_a_ticket_for_somebody_on_the_telephone(desk, agent, make):
    for register in ("people.person", "people.unit"):
        make(
            "access.grant", person=desk.agent, role=None, right="view", register=register, unit=desk.units["UN"],
            below=True, ceiling=0, source="tests",
        )  # fmt: skip
    values = {
        "title": "No sound", "description": "In room 4", "ticket_type": "incident", "service": "", "offering": "",
        "requester": str(desk.asker.pk), "channel": "phone", "unit": str(desk.units["RICT"].pk), "station": "",
        "category": "", "impact": "3", "urgency": "2", "classification": "0",
    }  # fmt: skip
    sent = agent.post("/desk/tickets/add/", values)
    assert sent.status_code == 302, sent.content.decode()
    ticket = Ticket.objects.get()
    assert (ticket.opened_by, ticket.requester, ticket.group) == (desk.agent, desk.asker, desk.group)


def test_the_list_shows_due_times_as_chips(desk, agent):
    ticket = asked(desk)
    page = agent.get("/desk/tickets/?state=open&sort=due_at").content.decode()
    assert ticket.reference in page
    assert "In time" in page


def test_home_leads_to_asking_and_shows_what_is_open(desk, asker, agent):
    ticket = asked(desk)
    page = asker.get("/").content.decode()
    assert "Report a problem" in page
    assert ticket.reference in page
    assert "My tickets" in agent.get("/").content.decode()
