"""A clock is a pure function of its promise, calendar and events."""

from hypothesis import assume, given
from hypothesis import strategies as st

from comity.kernel.clocks.hours import Hours
from comity.kernel.clocks.ledger import Event, Promise, Stage, fires_at, ledger, read
from comity.kernel.clocks.schedule import Schedule

from .test_schedule import OFFICE, at, moments, schedules

promises = st.one_of(
    st.builds(lambda s: Promise(seconds=s), st.integers(60, 400_000)),
    st.builds(lambda d: Promise(days=d), st.integers(1, 15)),
)
cuts = st.lists(st.integers(0, 2_000_000), min_size=2, max_size=8, unique=True).map(sorted)


def with_waits(start: int, steps: list[int]) -> list[Event]:
    """Make a start and then pauses and resumes in turn."""
    words = ("pause", "resume")
    return [
        Event(start, "start"),
        *(Event(start + s, words[i % 2], "requester") for i, s in enumerate(steps)),
    ]


@given(schedules, moments, promises, cuts)
def test_counted_time_until_due_is_the_promise(schedule, start, promise, steps):
    events = with_waits(start, steps)
    out = read(promise, schedule, events, events[-1].at)
    again = read(promise, schedule, events, max(out.due_at, events[-1].at))
    assert again.due_at == out.due_at or out.provisional
    if promise.seconds and out.due_at > events[-1].at and not out.provisional:
        assert again.elapsed == promise.seconds


@given(schedules, moments, promises, cuts, st.integers(0, 3_000_000))
def test_cutting_a_pause_or_a_run_in_two_changes_nothing(schedule, start, promise, steps, where):
    events = with_waits(start, steps)
    now = events[-1].at + 1_000_000
    cut = start + where
    paused = any(a.at <= cut < b.at for a, b in zip(events[1::2], events[2::2], strict=False))
    assume(paused)
    more = sorted([*events, Event(cut, "resume"), Event(cut, "pause", "requester")], key=lambda e: e.at)
    whole, halves = read(promise, schedule, events, now), read(promise, schedule, more, now)
    assert (whole.due_at, whole.elapsed, whole.breached_at) == (
        halves.due_at,
        halves.elapsed,
        halves.breached_at,
    )


@given(moments, promises, st.integers(0, 200), st.floats(0, 1), st.floats(0, 1))
def test_a_pause_outside_hours_changes_nothing(start, promise, gap, a, b):
    schedule = Schedule(Hours("Europe/Rome", OFFICE))
    spans = list(schedule.intervals(start, start + 3_000_000))
    assume(gap + 1 < len(spans))
    closes, opens = spans[gap][1], spans[gap + 1][0]
    first, last = sorted(closes + int((opens - closes) * x) for x in (a, b))
    plain = [Event(start, "start")]
    waited = [*plain, Event(first, "pause", "requester"), Event(last, "resume")]
    now = start + 4_000_000
    one, two = read(promise, schedule, plain, now), read(promise, schedule, waited, now)
    assert (one.due_at, one.elapsed, one.breached_at) == (two.due_at, two.elapsed, two.breached_at)


@given(schedules, moments, promises, promises, cuts)
def test_changing_the_agreement_keeps_the_waiting_granted(schedule, start, before, after, steps):
    events = with_waits(start, steps)
    swapped = [*events, Event(events[-1].at, "swap", "P3 → P1")]
    now = events[-1].at + 50_000
    fresh, changed = read(after, schedule, events, now), read(after, schedule, swapped, now)
    assert (fresh.due_at, fresh.elapsed, fresh.stage) == (changed.due_at, changed.elapsed, changed.stage)
    assert read(before, schedule, events, now).elapsed == changed.elapsed


@given(schedules, moments, promises, cuts, st.integers(0, 3_000_000))
def test_the_ledger_has_no_gap_and_counts_what_the_clock_counts(schedule, start, promise, steps, later):
    events = with_waits(start, steps)
    now = events[-1].at + later
    out = read(promise, schedule, events, now)
    lines = [line for line in ledger(schedule, out, events, now) if line.why != "swap"]
    past = [line for line in lines if not line.ahead]
    assert sum(line.end - line.start for line in past if line.counted) == out.elapsed
    assert all(a.end == b.start for a, b in zip(lines, lines[1:], strict=False))
    if now > start:
        assert lines[0].start == start
        assert lines[-1].end == max(now, out.due_at if out.due_at > now else now)


@given(schedules, moments, promises, st.integers(1, 100))
def test_warnings_come_in_order_and_not_after_the_due_time(schedule, start, promise, share):
    out = read(promise, schedule, [Event(start, "start")], start)
    assert start <= fires_at(schedule, out, share) <= fires_at(schedule, out, 100) == out.due_at


def test_work_that_ends_at_the_due_time_has_kept_the_promise():
    schedule = Schedule(Hours())
    start = at("UTC", 2026, 11, 2, 9)
    kept = read(Promise(3600), schedule, [Event(start, "start"), Event(start + 3600, "stop")], start + 99999)
    late = read(Promise(3600), schedule, [Event(start, "start"), Event(start + 3601, "stop")], start + 99999)
    assert (kept.breached_at, late.breached_at) == (None, start + 3600)
    assert kept.stage is Stage.STOPPED


def test_reopening_goes_on_where_the_clock_stopped():
    schedule = Schedule(Hours())
    events = [Event(0, "start"), Event(100, "stop"), Event(500, "resume")]
    out = read(Promise(300), schedule, events, 600)
    assert (out.due_at, out.elapsed, out.remaining, out.stage) == (700, 200, 100, Stage.RUNNING)


def test_a_cancelled_clock_promises_nothing_more():
    out = read(
        Promise(300), Schedule(Hours()), [Event(0, "start"), Event(100, "cancel"), Event(200, "resume")], 900
    )
    assert (out.stage, out.due_at, out.breached_at) == (Stage.CANCELLED, None, None)


def test_a_change_of_the_reason_of_waiting_is_its_own_line():
    events = [
        Event(0, "start"),
        Event(60, "pause", "requester"),
        Event(120, "pause", "supplier"),
        Event(180, "resume"),
    ]
    schedule = Schedule(Hours())
    lines = ledger(schedule, read(Promise(3600), schedule, events, 240), events, 240)
    assert [(line.why, line.name) for line in lines[:4]] == [
        ("open", ""),
        ("paused", "requester"),
        ("paused", "supplier"),
        ("open", ""),
    ]
