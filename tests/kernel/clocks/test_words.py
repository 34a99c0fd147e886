"""What people read about a clock, in their language and zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from comity.kernel.base.ids import uuid7
from comity.kernel.base.moment import at as at_moment
from comity.kernel.clocks import run, words
from comity.kernel.clocks.hours import Hours, holidays_of
from comity.kernel.clocks.ledger import Event, Line, Promise, read
from comity.kernel.clocks.models import Clock
from comity.kernel.clocks.schedule import Schedule

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)  # 09:00 in Nairobi
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("seconds", "language", "said"),
    [
        (7800, "en", "2 hrs 10 mins"),
        (60, "en", "1 min"),
        (20, "en", "1 min"),
        (7800, "fr", "2 h 10 min"),
        (7800, "zh-hans", "2小时10分钟"),
        (7800, "ru", "2 ч 10 мин"),
        (7800, "es", "2 h 10 min"),
        (200_000, "en", "55 hrs"),
    ],
)
def test_a_length_is_said_as_the_language_says_it(seconds, language, said):
    with translation.override(language):
        assert str(words.duration(seconds)).replace("\u202f", " ").replace("\xa0", " ") == said


def test_every_language_has_its_words():
    for language in ("ar", "en", "es", "fr", "ru", "zh-hans"):
        with translation.override(language):
            assert str(words.duration(7800))
            assert "17:00" in str(words.when(MONDAY + 8 * HOUR, "Africa/Nairobi")), language
            assert str(words.place("Africa/Nairobi"))


def test_a_moment_is_said_in_the_zone_asked_or_the_readers():
    with at_moment(MONDAY), translation.override("en"):
        assert str(words.when(MONDAY + 8 * HOUR, "Africa/Nairobi")) == "Monday 23 November, 17:00"
        with timezone.override("Asia/Bangkok"):
            assert str(words.when(MONDAY + 8 * HOUR)) == "Monday 23 November, 21:00"
        assert "2027" in str(words.when(MONDAY + 365 * 24 * HOUR, "UTC"))


def test_a_promise_says_day_time_and_place(make):
    three_days = make("clocks.clockdefinition", minutes=None, days=3)
    with at_moment(MONDAY), translation.override("en"):
        said = "Asked now, ready by Thursday 26 November, 17:00 in Nairobi."
        assert str(words.promise(three_days)) == said
        assert "Geneva" not in str(words.promise(three_days, zone="Europe/Zurich"))
        assert "15:00" in str(words.promise(three_days, zone="Europe/Zurich"))


def test_where_a_clock_stands_at_each_stage(make):
    promise = make("clocks.clockdefinition")
    key = uuid7()
    run.begin("test.ticket", key, [promise], "new", MONDAY)

    def said(at, **rest):
        clock = Clock.objects.select_related("definition__calendar").get(object_id=key)
        with translation.override("en"):
            return str(words.standing(clock, at, **rest))

    assert said(MONDAY + HOUR) == "3 hrs left"  # lunch does not count
    assert said(MONDAY + 6 * HOUR) == "Late by 1 hr"
    run.follow("test.ticket", key, "new", "waiting", MONDAY + HOUR)
    assert said(MONDAY + 2 * HOUR) == "Paused: waiting for the requester"
    assert said(MONDAY + 2 * HOUR, mine=True) == "Paused: waiting for you"
    run.follow("test.ticket", key, "waiting", "new", MONDAY + 2 * HOUR)
    run.follow("test.ticket", key, "new", "resolved", MONDAY + 3 * HOUR)
    assert said(MONDAY + 90 * HOUR) == "Kept, with 2 hrs to spare"
    run.follow("test.ticket", key, "resolved", "new", MONDAY + 4 * HOUR)
    run.follow("test.ticket", key, "new", "resolved", MONDAY + 48 * HOUR)
    assert said(MONDAY + 90 * HOUR).startswith("Missed by")
    assert translation.get_language() == "en"


def test_every_line_of_a_ledger_has_its_sentence():
    said = {why: str(words.why(Line(0, 1, False, why, "Labour Day"))) for why in
            ("open", "closed", "holiday", "exception", "paused", "stopped", "swap")}  # fmt: skip
    assert said["holiday"] == "Holiday: Labour Day"
    assert len(set(said.values())) == 7


def test_a_due_time_while_paused_is_said_to_be_one_if_work_went_on():
    schedule = Schedule(Hours())
    paused = [Event(0, "start"), Event(60, "pause", "requester")]
    with translation.override("en"), at_moment(datetime(1970, 1, 1, 1, tzinfo=UTC)):
        reading = read(Promise(3600), schedule, paused, 3600)
        assert str(words.due(reading, "UTC")) == "If work went on now: due Thursday 1 January, 01:59"
        reading = read(Promise(3600), schedule, paused[:1], 3000)
        assert str(words.due(reading, "UTC")) == "Due Thursday 1 January, 01:00"


def test_holidays_have_their_names_in_the_readers_language_where_the_library_knows_them():
    day = date(2026, 9, 10)
    assert holidays_of("CH-GE", 2026, "fr")[day] == "Jeûne genevois"
    assert holidays_of("CH-GE", 2026, "en")[day] == "Genevan Fast"
    assert day not in holidays_of("CH-ZH", 2026, "fr")
