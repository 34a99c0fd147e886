"""When mail may go: soon, once a day, and never in quiet hours, by the person's own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from comity.kernel.notices.declare import Topic, topics
from comity.kernel.notices.models import NoticePreference
from comity.kernel.notices.wishes import WINDOW, after_quiet, mail_at, next_time

NAIROBI, NEW_YORK = ZoneInfo("Africa/Nairobi"), ZoneInfo("America/New_York")


@pytest.fixture
def topic():
    yield Topic("test.news", "News", "News")
    topics.pop("test.news")


def moment(hour, minute=0, day=25):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_without_wishes_mail_goes_when_the_window_closes(topic):
    assert mail_at(moment(9), topic, None, NAIROBI) == moment(9) + WINDOW


def test_who_wants_no_mail_or_not_about_this_gets_none(topic):
    assert mail_at(moment(9), topic, NoticePreference(mail=False), NAIROBI) is None
    assert mail_at(moment(9), topic, NoticePreference(without=["test.news"]), NAIROBI) is None


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (moment(18, 59), moment(18, 59)),  # 21:59 in Nairobi
        (moment(19), moment(4, day=26)),  # 22:00
        (moment(23), moment(4, day=26)),  # 02:00 of the next day
        (moment(4), moment(4)),  # 07:00
    ],
)
def test_quiet_hours_span_midnight_in_the_persons_zone(at, goes):
    assert after_quiet(at, time(22), time(7), NAIROBI) == goes


def test_equal_ends_are_no_quiet_hours_at_all():
    assert after_quiet(moment(9), time(7), time(7), NAIROBI) == moment(9)


def test_a_digest_comes_at_its_hour_and_quiet_hours_still_hold(topic):
    wish = NoticePreference(digest=True, digest_at=time(8))
    assert mail_at(moment(9), topic, wish, NAIROBI) == moment(5, day=26)
    wish.quiet_from, wish.quiet_to = time(7), time(9)
    assert mail_at(moment(9), topic, wish, NAIROBI) == moment(6, day=26)


def test_what_is_urgent_waits_for_nothing():
    urgent = Topic("test.urgent", "Urgent", "Urgent", urgent=True)
    topics.pop("test.urgent")
    wish = NoticePreference(digest=True, digest_at=time(8), quiet_from=time(0), quiet_to=time(23))
    assert mail_at(moment(9), urgent, wish, NAIROBI) == moment(9)


def test_the_hour_is_that_of_the_clock_across_daylight_saving():
    before = datetime(2026, 10, 31, 23, tzinfo=NEW_YORK)
    found = next_time(before.astimezone(UTC), time(8), NEW_YORK)
    assert found.astimezone(NEW_YORK).hour == 8
    assert found - before.astimezone(UTC) == timedelta(hours=10)
