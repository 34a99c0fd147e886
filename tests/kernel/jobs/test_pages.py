"""The page of jobs: one's own, or all for who administers; cancel and try again."""

import pytest
from django.urls import reverse

from comity.kernel.audit.models import Entry
from comity.kernel.jobs import execution, queue
from comity.kernel.jobs.declare import declared, job
from comity.kernel.jobs.models import Job, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing():
    """Work that always fails."""

    @job("test.failing", title="Fail on purpose")
    def failing(progress):
        raise ZeroDivisionError

    yield failing
    declared.pop("test.failing")


def test_a_person_sees_their_own_jobs_without_the_trace(member, stranger, enter, failing):
    mine = queue.enqueue(failing, person=member)
    other = queue.enqueue(failing, person=stranger)
    execution.drain()
    client = enter(member)
    text = client.get(reverse("jobs:list")).content.decode()
    assert str(mine.pk) in text
    assert str(other.pk) not in text
    assert client.get(reverse("jobs:detail", args=[other.pk])).status_code == 404
    assert client.post(reverse("jobs:again", args=[other.pk])).status_code == 404
    page = client.get(reverse("jobs:detail", args=[mine.pk])).content.decode()
    assert "ZeroDivisionError" not in page
    assert "Fail on purpose" in page


def test_an_administrator_sees_all_with_the_trace(someone, member, enter, failing):
    chief = someone("Chief", "UN", "administer")
    theirs = queue.enqueue(failing, person=member)
    execution.drain()
    client = enter(chief)
    assert str(theirs.pk) in client.get(reverse("jobs:list")).content.decode()
    assert "ZeroDivisionError" in client.get(reverse("jobs:detail", args=[theirs.pk])).content.decode()


def test_a_waiting_job_is_cancelled_and_tried_again_and_the_journal_knows(member, enter, failing):
    waiting = queue.enqueue(failing, person=member)
    client = enter(member)
    client.post(reverse("jobs:cancel", args=[waiting.pk]))
    assert Job.objects.get(pk=waiting.pk).state == State.CANCELLED
    client.post(reverse("jobs:again", args=[waiting.pk]))
    row = Job.objects.get(pk=waiting.pk)
    assert (row.state, row.cancel_asked, row.max_tries) == (State.WAITING, False, 1)
    assert list(Entry.objects.filter(object_id=waiting.pk).values_list("verb", flat=True)) == [
        "cancel",
        "again",
    ]


def test_a_running_job_is_asked_to_end(member, enter, failing):
    asked = queue.enqueue(failing, person=member)
    queue.claim("somebody", declared)
    page = enter(member).post(reverse("jobs:cancel", args=[asked.pk]), follow=True).content.decode()
    assert Job.objects.get(pk=asked.pk).cancel_asked
    assert "Ending as asked." in page


def test_the_page_costs_a_constant_number_of_queries(
    member, enter, failing, django_assert_num_queries, django_assert_max_num_queries
):
    client, url = enter(member), reverse("jobs:list")
    client.get(url)
    queue.enqueue(failing, person=member)
    with django_assert_max_num_queries(20) as one:
        client.get(url)
    for _number in range(12):
        queue.enqueue(failing, person=member)
    with django_assert_num_queries(len(one)):
        client.get(url)


def test_nobody_reads_it_without_signing_in(client):
    assert client.get(reverse("jobs:list")).status_code == 302


def test_whoever_cancels_on_another_page_returns_to_it_and_never_to_another_house(member, enter, failing):
    client = enter(member)
    for back, where in (
        ("/desk/", "/desk/"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example", None),
    ):
        asked = queue.enqueue(failing, person=member)
        answer = client.post(reverse("jobs:cancel", args=[asked.pk]), {"next": back})
        assert answer["Location"] == (where or reverse("jobs:detail", args=[asked.pk]))


def test_a_job_leads_its_person_to_what_came_of_it(member, someone, enter):
    @job("test.paged", title="Read a file", page=lambda made: f"/desk/?run={made.pk}")
    def paged(progress):
        return {}

    asked = queue.enqueue(paged, person=member)
    declared_page, link = reverse("jobs:detail", args=[asked.pk]), f'href="/desk/?run={asked.pk}"'
    assert link in enter(member).get(declared_page).content.decode()
    assert link not in enter(someone("Chief", "UN", "administer")).get(declared_page).content.decode()
    declared.pop("test.paged")
