"""Working time is arithmetic: what `elapsed` and `add` promise on every calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kernel.clocks.hours import Hours, Special, week_of
from comity.kernel.clocks.schedule import NeverOpen, Schedule, _Years

OFFICE = week_of(
    {day: [["08:00", "12:00"], ["13:00", "17:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}
)
SHIFTS = week_of({day: [["22:00", "06:00"], ["09:00", "10:15"]] for day in ("mon", "wed", "sat", "sun")})
CLOSED = {date(2026, 11, 4): Special(name="Inauguration"), date(2026, 3, 8): Special(hours=((60, 300),))}
ZONES = ["UTC", "America/New_York", "Africa/Nairobi", "Asia/Bangkok", "Asia/Kathmandu", "Asia/Beirut"]
ZONES += ["Australia/Lord_Howe", "America/Santiago", "Europe/Rome", "Africa/Casablanca", "Pacific/Apia"]

schedules = st.builds(
    lambda zone, week, country, exceptions: Schedule(Hours(zone, week, country, exceptions)),
    st.sampled_from(ZONES),
    st.sampled_from([OFFICE, SHIFTS, Hours().week]),
    st.sampled_from(["", "US", "KE"]),
    st.sampled_from([{}, CLOSED]),
)
moments = st.integers(
    int(datetime(2009, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2031, 1, 1, tzinfo=UTC).timestamp())
)
seconds = st.one_of(st.integers(0, 200_000), st.integers(0, 20_000_000))


def at(zone: str, *parts: int) -> int:
    return int(datetime(*parts, tzinfo=ZoneInfo(zone)).timestamp())  # type: ignore[arg-type,misc]


@given(schedules, moments, seconds)
def test_elapsed_undoes_add(schedule, start, n):
    assert schedule.elapsed(start, schedule.add(start, n)) == n


@given(schedules, moments, st.integers(1, 20_000_000))
def test_add_gives_the_first_such_moment(schedule, start, n):
    end = schedule.add(start, n)
    assert schedule.elapsed(start, end - 1) == n - 1


@given(schedules, moments, st.integers(0, 90_000_000), st.floats(0, 1))
def test_splitting_an_interval_changes_nothing(schedule, start, length, part):
    end, middle = start + length, start + int(length * part)
    assert schedule.elapsed(start, end) == schedule.elapsed(start, middle) + schedule.elapsed(middle, end)


@given(schedules, moments, seconds, seconds)
def test_adding_in_two_steps_is_adding_once(schedule, start, first, second):
    assert schedule.add(schedule.add(start, first), second) == schedule.add(start, first + second)


@given(st.sampled_from(ZONES), moments, seconds)
def test_around_the_clock_equals_the_wall_clock(zone, start, n):
    schedule = Schedule(Hours(zone))
    assert schedule.add(start, n) == start + n
    assert schedule.elapsed(start, start + n) == n


@given(schedules, moments, st.integers(0, 40_000_000))
def test_the_opening_intervals_add_up_to_elapsed(schedule, start, length):
    spans = list(schedule.intervals(start, start + length))
    assert sum(b - a for a, b in spans) == schedule.elapsed(start, start + length)
    assert all(a < b for a, b in spans)
    assert all(before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False))


@given(st.sampled_from(ZONES), st.sampled_from([OFFICE, SHIFTS]), st.integers(0, 364), st.integers(0, 96))
def test_a_quarter_of_an_hour_is_open_when_the_clock_on_the_wall_says_so(zone, week, day, quarter):
    """A second reading of the calendar, by asking the local clock; days of change are left out."""
    schedule = Schedule(Hours(zone, week))
    moment = int((datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day, minutes=15 * quarter)).timestamp())
    local = datetime.fromtimestamp(moment, schedule.zone)
    near = [datetime.fromtimestamp(moment + 3600 * h, schedule.zone).utcoffset() for h in range(-30, 31, 3)]
    if len(set(near)) > 1:
        return
    minute = local.hour * 60 + local.minute
    inside = any(a <= minute < b for a, b in week[local.weekday()])
    inside |= any(a <= minute + 1440 < b for a, b in week[(local.weekday() - 1) % 7])
    assert schedule.elapsed(moment, moment + 60) == (60 if inside else 0)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", (2026, 3, 8), 23),
        ("America/New_York", (2026, 11, 1), 25),
        ("Europe/Rome", (2026, 3, 29), 23),
        ("Europe/Rome", (2026, 10, 25), 25),
        ("Australia/Lord_Howe", (2026, 4, 5), 24.5),
        ("Asia/Beirut", (2026, 3, 29), 23),  # the change is at midnight: the day begins at 01:00
        ("America/Santiago", (2026, 9, 6), 23),
        ("Africa/Nairobi", (2026, 3, 8), 24),
    ],
)
def test_a_day_has_the_hours_it_has(zone, day, hours):
    whole = week_of({name: [["00:00", "24:00"]] for name in ("sun",)})
    schedule = Schedule(Hours(zone, whole))
    start = at(zone, *day)
    assert schedule.elapsed(start - 7200, start + 30 * 3600) == hours * 3600


def test_a_night_shift_is_an_hour_shorter_or_longer_when_the_clocks_change():
    nights = Schedule(Hours("America/New_York", week_of({"sat": [["22:00", "06:00"]]})))
    assert nights.elapsed(at("UTC", 2026, 3, 7), at("UTC", 2026, 3, 9)) == 7 * 3600
    assert nights.elapsed(at("UTC", 2026, 10, 31), at("UTC", 2026, 11, 2)) == 9 * 3600
    assert nights.elapsed(at("UTC", 2026, 5, 9), at("UTC", 2026, 5, 11)) == 8 * 3600


def test_opening_in_the_skipped_hour_means_the_moment_of_the_change():
    early = Schedule(Hours("America/New_York", week_of({"sun": [["02:30", "04:00"]]})))
    opens = at("UTC", 2026, 3, 8, 7)  # 02:00 EST becomes 03:00 EDT
    assert list(early.intervals(opens - 9000, opens + 9000)) == [(opens, opens + 3600)]


def test_a_segment_wholly_in_the_skipped_hour_does_not_happen():
    never = Schedule(Hours("America/New_York", week_of({"sun": [["02:10", "02:50"]]})))
    assert never.elapsed(at("UTC", 2026, 3, 8), at("UTC", 2026, 3, 9)) == 0


def test_a_night_shift_of_new_years_eve_is_counted_once():
    nights = Schedule(
        Hours("Asia/Bangkok", week_of({"thu": [["20:00", "08:00"]], "fri": [["06:00", "09:00"]]}))
    )
    start = at("Asia/Bangkok", 2026, 12, 31, 12)
    assert list(nights.intervals(start, start + 86400)) == [(start + 8 * 3600, start + 21 * 3600)]


def test_a_calendar_that_never_opens_says_so():
    with pytest.raises(NeverOpen):
        Schedule(Hours("UTC", week_of({}))).add(0, 1)


def test_the_cache_of_years_stays_small():
    schedule, years = Schedule(Hours("UTC", OFFICE)), _Years(most=3)
    for year in (2020, 2021, 2022, 2020, 2023):
        years.get(schedule, year)
    assert [year for _schedule, year in years.kept] == [2022, 2020, 2023]
