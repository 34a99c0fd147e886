"""Notices: with the change or not at all, in the reader's language, only about what may still be seen."""

from datetime import time, timedelta

import pytest
from django.core import mail as outbox
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from comity.kernel.actions.verbs import change
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import at, now
from comity.kernel.jobs import execution
from comity.kernel.jobs.declare import declared
from comity.kernel.jobs.models import Job
from comity.kernel.notices.declare import Topic, topics
from comity.kernel.notices.gather import gather, out_of_date
from comity.kernel.notices.models import Mail, Notice, NoticePreference
from comity.kernel.notices.post import leave_url, message, write_to
from comity.kernel.notices.tell import read, tell, unread_count
from comity.kernel.notices.words import pack, sentence
from comity.kernel.tongues.text import Text

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


@pytest.fixture
def topic():
    """News whose sentence is one that Django itself has translated."""
    yield Topic("test.news", "News", "%(who)s answered %(reference)s")
    topics.pop("test.news")


@pytest.fixture
def news(topic, units):
    """Return the function that tells persons news about the unit OICT."""

    def news(*persons, **values):
        values = {"who": "Ada", "reference": "INC-1", **values}
        return tell(persons, topic, "people.unit", units["OICT"].pk, "/people/units/", **values)

    return news


def send_all():
    with at(now() + LATER):
        gather()
        execution.drain()
    return outbox.outbox


def test_a_change_that_is_rolled_back_tells_nobody(news, member):
    with transaction.atomic():
        news(member)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert send_all() == []


def test_each_is_told_once_but_not_who_did_it(topic, member, neighbour):
    tell([member, member, None, neighbour], topic, but=neighbour, who="a", reference="b")
    assert [one.person for one in Notice.objects.all()] == [member]


def test_telling_many_costs_two_queries(topic, someone, django_assert_num_queries):
    persons = [someone(f"P{n}") for n in range(5)]
    with django_assert_num_queries(2):
        tell(persons, topic, who="a", reference="b")


def test_a_notice_leads_to_a_page_of_this_house_only(topic, member):
    for url in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        with pytest.raises(ValueError, match="this installation"):
            tell([member], topic, url=url)


def test_it_is_read_in_the_language_and_zone_of_the_moment(member):
    told = Topic("test.lazy", "News", _("%(day)s"))
    moment = now().replace(month=3, day=9, hour=21)
    notice = Notice(topic=told.code, values=pack({"day": moment, "name": Text(fr="Bureau", en="Office")}))
    with translation.override("fr"):
        french = sentence(notice)
    with translation.override("zh-hans"):
        assert sentence(notice) != french
    Topic("test.lazy", "News", "%(name)s")
    with translation.override("fr"):
        assert sentence(notice) == "Bureau"
    Topic("test.lazy", "All news", "%(missing)s")
    assert sentence(notice) == "All news"
    topics.pop("test.lazy")
    assert sentence(notice) == "There is news."


def test_a_text_fixed_in_one_language_is_refused():
    with pytest.raises(TypeError, match="sentence"):
        pack({"state": _("Waiting")})


def test_several_notices_become_one_mail_which_no_program_answers(news, member):
    news(member)
    news(member, who="Bob")
    sent = send_all()
    assert len(sent) == 1
    assert "Ada answered INC-1" in sent[0].body
    assert "Bob answered INC-1" in sent[0].body
    assert sent[0].subject.startswith("2 notices from")
    head = sent[0].message()
    assert head["Auto-Submitted"] == "auto-generated"
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert head["List-Unsubscribe"].startswith("<http")
    assert [part.get_content_type() for part in head.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


def test_a_mail_is_written_in_the_language_and_direction_of_its_reader(news, member):
    member.account.language = "ar"
    member.account.save()
    news(member)
    sent = send_all()
    assert 'lang="ar" dir="rtl"' in sent[0].alternatives[0][0]
    assert Mail.objects.get().language == "ar"


def test_what_was_read_meanwhile_is_not_mailed(news, member):
    news(member)
    read(member)
    assert send_all() == []


def test_what_may_no_longer_be_seen_is_neither_mailed_nor_shown_nor_counted(news, member, enter):
    news(member, who="Whistleblower")
    member.grants.all()
    from comity.kernel.access.models import Grant

    for grant in Grant.objects.filter(person=member):
        change(System("test"), grant, ends=now().date() - timedelta(days=1))
    assert send_all() == []
    assert "Whistleblower" not in enter(member).get(reverse("notices:list")).content.decode()
    assert unread_count(member) == 0


def test_quiet_hours_hold_the_mail_back(news, member):
    NoticePreference.objects.create(person=member, quiet_from=time(0), quiet_to=time(23, 59))
    noon = now().replace(hour=12, minute=0)
    with at(noon):
        news(member)
    with at(noon + LATER):
        assert gather() == 0
    with at(noon + timedelta(hours=12)):
        assert gather() == 1


def test_a_mail_is_sent_once_however_often_its_job_runs(news, member):
    news(member)
    send_all()
    send = declared["notices.send"]
    assert send(None, str(Mail.objects.get().pk)) == {"sent": False}
    assert len(outbox.outbox) == 1
    assert Job.objects.filter(name="notices.send").count() == 1


def test_a_mail_that_is_no_notice_goes_the_same_way(member):
    with transaction.atomic():
        write_to(member, "Line one\nLine two", "Welcome.")
    execution.drain()
    assert outbox.outbox[0].subject == "Line one Line two"
    assert "Welcome." in outbox.outbox[0].body


def test_who_has_no_address_is_told_in_the_page_only(news, make):
    person = make("people.person", code="x", name="X", email="")
    assert news(person)[0].mail_at is None


def test_a_mail_program_may_unsubscribe_with_one_click_and_a_visit_alone_changes_nothing(
    news, member, client
):
    path = leave_url(member).removeprefix("http://localhost:8000")
    assert client.get(path).status_code == 200
    assert not NoticePreference.objects.exists()
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    news(member)
    assert send_all() == []
    assert client.post(reverse("notices:leave", args=["forged"])).status_code == 404


def test_the_page_shows_counts_and_marks(news, member, neighbour, enter):
    mine, theirs = news(member)[0], news(neighbour)[0]
    client = enter(member)
    assert unread_count(member) == 1
    assert "Ada answered INC-1" in client.get(reverse("notices:list")).content.decode()
    assert client.get(reverse("notices:go", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("notices:go", args=[mine.pk]))["Location"] == "/people/units/"
    assert unread_count(member) == 0
    news(member)
    client.post(reverse("notices:read-all"))
    assert unread_count(member) == 0


def test_the_count_costs_one_query_and_stops_at_a_hundred(topic, member, django_assert_num_queries):
    for _number in range(101):
        tell([member], topic, who="a", reference="b")
    with django_assert_num_queries(1):
        assert unread_count(member) == 100


def test_older_notices_are_a_page_further(topic, member, enter):
    for number in range(51):
        tell([member], topic, who="a", reference=f"R-{number:03}", key=str(number))
    client = enter(member)
    page = client.get(reverse("notices:list"))
    assert "R-000" not in page.content.decode()
    older = client.get(reverse("notices:list"), {"before": str(page.context["older"])})
    assert "R-000" in older.content.decode()
    assert client.get(reverse("notices:list"), {"before": "x"}).status_code == 404


def test_wishes_are_kept(topic, member, enter):
    client, url = enter(member), reverse("notices:preferences")
    assert "News" in client.get(url).content.decode()
    half = {"mail": "on", "digest_at": "08:00", "quiet_from": "22:00"}
    assert client.post(url, half).status_code == 422
    client.post(url, {**half, "quiet_to": "06:00"})
    wish = NoticePreference.objects.get(person=member)
    assert "test.news" in wish.without
    assert wish.quiet_to == time(6)


def test_old_notices_and_mail_are_forgotten(news, member):
    news(member)
    send_all()
    read(member)
    with at(now() + timedelta(days=91)):
        assert out_of_date() == 2
    assert not Mail.objects.exists()


def test_a_classified_record_is_not_told_of_in_a_mail(monkeypatch, news, member):
    from comity.kernel.notices import gather as gathering

    monkeypatch.setattr(gathering, "secret", lambda notice: True)
    news(member, who="Whistleblower")
    sent = send_all()
    assert "Whistleblower" not in sent[0].body + sent[0].subject
    assert "classified" in sent[0].subject


def test_the_same_message_id_is_used_at_each_try(member):
    mail = write_to(member, "Hello", "Hello.")
    assert message(mail).message()["Message-ID"] == message(mail).message()["Message-ID"]
