"""Clocks follow the states of a record, are computed again in bulk, and tell what is due exactly once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from comity.kernel.actions import verbs
from comity.kernel.audit.actors import System
from comity.kernel.base.ids import uuid7
from comity.kernel.base.moment import at as at_moment
from comity.kernel.clocks import fire, run
from comity.kernel.clocks import recompute as recomputing
from comity.kernel.clocks.history import History, bulk_build
from comity.kernel.clocks.ledger import Stage
from comity.kernel.clocks.models import Calendar, Clock, ClockEvent, Threshold, Timer
from comity.kernel.clocks.recompute import recompute
from comity.kernel.jobs.models import Job
from comity.kernel.tongues.text import Text

KIND = "test.ticket"
MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)  # 09:00 in Nairobi
HOUR = timedelta(hours=1)


@pytest.fixture
def promise(make):
    return make("clocks.clockdefinition", code="p3", measure="resolution")


@pytest.fixture
def listening():
    """Hear thresholds of the test's kind; forget the listener afterwards."""
    heard = []
    fire._thresholds[KIND] = [lambda clock, share: heard.append((clock.object_id, share))]
    fire._timers[KIND] = [lambda object_id, step: heard.append((object_id, step))]
    yield heard
    del fire._thresholds[KIND], fire._timers[KIND]


def shown(clock):
    """Read a clock again, as (stage, due, elapsed in minutes, late)."""
    now = Clock.objects.get(pk=clock.pk)
    return str(now.stage), now.due_at, now.elapsed // 60, now.breached_at is not None


def waiting_for(clock):
    return list(
        Threshold.objects.filter(clock=clock, fired_at=None)
        .order_by("share")
        .values_list("share", "fires_at")
    )


def test_a_clock_starts_waits_goes_on_and_stops_with_its_record(promise):
    key = uuid7()
    (clock,) = run.begin(KIND, key, [promise], "new", MONDAY)
    assert shown(clock) == ("running", MONDAY + 5 * HOUR, 0, False)
    assert waiting_for(clock) == [(75, MONDAY + 3 * HOUR), (100, MONDAY + 5 * HOUR)]
    run.follow(KIND, key, "new", "waiting", MONDAY + HOUR)
    assert shown(clock) == ("paused", MONDAY + 5 * HOUR, 60, False)
    assert waiting_for(clock) == []
    run.follow(KIND, key, "waiting", "assigned", MONDAY + 5 * HOUR)
    assert shown(clock) == ("running", MONDAY + 8 * HOUR, 60, False)
    run.follow(KIND, key, "assigned", "resolved", MONDAY + 6 * HOUR)
    assert shown(clock) == ("stopped", MONDAY + 8 * HOUR, 120, False)
    assert waiting_for(clock) == []
    run.follow(KIND, key, "resolved", "assigned", MONDAY + 24 * HOUR)
    assert shown(clock) == ("running", MONDAY + 26 * HOUR, 120, False)
    said = ClockEvent.objects.filter(clock=clock).order_by("id").values_list("what", "reason")
    assert list(said) == [("start", ""), ("pause", "requester"), ("resume", ""), ("stop", ""), ("resume", "")]


def test_a_clock_may_wait_for_the_state_in_which_it_starts(make, promise):
    later = make(
        "clocks.clockdefinition", code="ola", kind="ola", calendar=promise.calendar, starts_in=["assigned"]
    )
    key = uuid7()
    clocks = run.begin(KIND, key, [promise, later], "new", MONDAY)
    assert [clock.stage for clock in clocks] == [Stage.RUNNING, Stage.IDLE]
    run.follow(KIND, key, "new", "assigned", MONDAY + HOUR)
    assert shown(clocks[1])[:2] == ("running", MONDAY + 6 * HOUR)


def test_following_costs_the_same_few_queries_for_one_clock_and_for_many(
    make, promise, django_assert_max_num_queries
):
    others = [make("clocks.clockdefinition", code=f"o{i}", calendar=promise.calendar) for i in range(5)]
    keys = uuid7(), uuid7()
    run.begin(KIND, keys[0], [promise], "new", MONDAY)
    run.begin(KIND, keys[1], [promise, *others], "new", MONDAY)
    for key in keys:
        with django_assert_max_num_queries(9):  # two of them are the savepoint
            run.follow(KIND, key, "new", "waiting", MONDAY + HOUR)
    with django_assert_max_num_queries(1):
        found = run.clocks_of(KIND, keys)
        assert [len(found[key]) for key in keys] == [1, 6]


def test_another_agreement_keeps_the_waiting_and_warns_again(make, promise, listening):
    quick = make("clocks.clockdefinition", code="p1", calendar=promise.calendar, minutes=60)
    key = uuid7()
    (clock,) = run.begin(KIND, key, [quick], "new", MONDAY)
    run.follow(KIND, key, "new", "waiting", MONDAY + HOUR / 2)
    run.follow(KIND, key, "waiting", "new", MONDAY + HOUR)
    fire.fire_due(MONDAY + 2 * HOUR)
    assert [share for _key, share in listening] == [75, 100]
    assert shown(clock) == ("running", MONDAY + 1.5 * HOUR, 30, True)
    run.swap(KIND, key, [promise], "new", MONDAY + 2 * HOUR)
    assert shown(clock) == ("running", MONDAY + 5.5 * HOUR, 90, False)
    assert [share for share, _at in waiting_for(clock)] == [75, 100]
    lines = run.explain(Clock.objects.get(pk=clock.pk), MONDAY + 2 * HOUR).lines
    assert [(line.why, line.name) for line in lines if line.why in ("swap", "paused")] == [
        ("paused", "requester"),
        ("swap", "p1 → p3"),
    ]


def test_a_promise_without_successor_is_cancelled_and_a_new_one_begins(make, promise):
    reply = make("clocks.clockdefinition", code="r3", calendar=promise.calendar, measure="response")
    key = uuid7()
    run.begin(KIND, key, [promise], "new", MONDAY)
    run.swap(KIND, key, [reply], "new", MONDAY + HOUR)
    found = {clock.definition.code: clock.stage for clock in run.clocks_of(KIND, [key])[key]}
    assert found == {"p3": Stage.CANCELLED, "r3": Stage.RUNNING}
    run.cancel(KIND, key)
    assert not Threshold.objects.filter(fired_at=None).exists()


def test_history_in_bulk_says_the_same_as_living_through_it(make, promise):
    late = make(
        "clocks.clockdefinition",
        code="d",
        calendar=promise.calendar,
        minutes=None,
        days=2,
        starts_in=["assigned"],
    )
    moves = [(MONDAY, "new"), (MONDAY + HOUR, "waiting"), (MONDAY + 26 * HOUR, "assigned")]
    ends = [
        [],
        [(MONDAY + 28 * HOUR, "resolved")],
        [(MONDAY + 90 * HOUR, "resolved"), (MONDAY + 91 * HOUR, "assigned")],
    ]
    now = MONDAY + 100 * HOUR
    lived, read = [uuid7() for _end in ends], [uuid7() for _end in ends]
    for key, end in zip(lived, ends, strict=True):
        run.begin(KIND, key, [promise, late], "new", MONDAY)
        path = moves + end
        for (_then, old), (when, new) in zip(path, path[1:], strict=False):
            run.follow(KIND, key, old, new, when)
    rows = [History(KIND, key, [promise, late], moves + end) for key, end in zip(read, ends, strict=True)]
    assert bulk_build(rows, now) == 6
    columns = ("definition__code", "stage", "due_at", "paused_at", "stopped_at", "started_at", "edition")
    for one, other in zip(lived, read, strict=True):
        same = [
            list(Clock.objects.filter(object_id=k).order_by("definition__code").values_list(*columns))
            for k in (one, other)
        ]
        assert same[0] == same[1]
        same = [
            list(
                ClockEvent.objects.filter(clock__object_id=k)
                .order_by("clock__definition__code", "at", "id")
                .values_list("at", "what", "reason")
            )
            for k in (one, other)
        ]
        assert same[0] == same[1]
    assert not Threshold.objects.filter(clock__object_id__in=read, fired_at=None, fires_at__lte=now).exists()


def test_an_import_wakes_nobody_about_what_is_past(promise, listening):
    bulk_build([History(KIND, uuid7(), [promise], [(MONDAY, "new")])], MONDAY + 3.5 * HOUR)
    assert fire.fire_due(MONDAY + 4 * HOUR) == 0
    assert fire.fire_due(MONDAY + 5 * HOUR) == 1


def test_a_changed_calendar_moves_what_it_touches_and_work_cut_off_goes_on(make, promise, monkeypatch):
    keys = [uuid7() for _i in range(7)]
    for key in keys:
        run.begin(KIND, key, [promise], "new", MONDAY + 7 * HOUR)
    run.follow(KIND, keys[6], "new", "waiting", MONDAY + 7.5 * HOUR)
    assert {clock.due_at for clock in Clock.objects.all()} == {MONDAY + 26 * HOUR}
    make("clocks.calendarexception", calendar=promise.calendar, day=date(2026, 11, 24), name="Inauguration")
    assert Job.objects.get(name="clocks.recompute").arguments == {"calendar": str(promise.calendar_id)}

    class CutOff(Exception):
        pass

    def cut(done, total):
        assert total == 7
        raise CutOff

    with at_moment(MONDAY + 8 * HOUR):
        with pytest.raises(CutOff):
            recompute(promise.calendar, cut, batch=3)
        assert Clock.objects.filter(edition=2).count() == 3
        seen, told = [], []
        monkeypatch.setitem(recomputing._listeners, KIND, [told.extend])
        assert recompute(promise.calendar, lambda done, total: seen.append((done, total)), batch=3) == 4
        assert seen[-1] == (4, 4)
        assert set(told) == set(keys[3:])
        assert recompute(promise.calendar) == 0
    assert {clock.due_at for clock in Clock.objects.all()} == {MONDAY + 50 * HOUR}
    ends = Threshold.objects.filter(share=100).values_list("fires_at", flat=True)
    assert list(ends) == [MONDAY + 50 * HOUR] * 6
    live = Clock.objects.select_related("definition__calendar").get(object_id=keys[0])
    lines = run.explain(live, MONDAY + 8 * HOUR, "en").lines
    assert ("exception", "Inauguration") in [(line.why, line.name) for line in lines]


def test_a_threshold_is_told_once_and_a_failed_listener_is_asked_again(promise, listening):
    key = uuid7()
    run.begin(KIND, key, [promise], "new", MONDAY)
    assert fire.fire_due(MONDAY + 2 * HOUR) == 0
    assert fire.fire_due(MONDAY + 3 * HOUR) == 1
    assert fire.fire_due(MONDAY + 3 * HOUR) == 0

    def fail(clock, share):
        raise RuntimeError("the mail door is shut")

    fire._thresholds[KIND].append(fail)
    assert fire.fire_due(MONDAY + 5 * HOUR) == 0
    assert not Threshold.objects.filter(share=100, fired_at__isnull=False).exists()
    fire._thresholds[KIND].pop()
    assert fire.fire_due(MONDAY + 6 * HOUR) == 1
    assert listening == [(key, 75), (key, 100), (key, 100)]  # the second time was undone with its transaction
    assert Clock.objects.get(object_id=key).breached_at == MONDAY + 5 * HOUR


def test_a_timer_rings_once_unless_it_is_moved_or_cancelled(db, listening):
    first, second = uuid7(), uuid7()
    fire.set_timer(KIND, first, "expire", MONDAY)
    fire.set_timer(KIND, first, "expire", MONDAY + HOUR)
    fire.set_timer(KIND, second, "expire", MONDAY)
    fire.cancel_timer(KIND, second)
    assert fire.fire_timers(MONDAY) == 0
    assert fire.fire_timers(MONDAY + HOUR) == 1
    assert fire.fire_timers(MONDAY + 2 * HOUR) == 0
    assert listening == [(first, "expire")]
    assert Timer.objects.get().done_at == MONDAY + HOUR


def test_events_are_never_changed(promise):
    run.begin(KIND, uuid7(), [promise], "new", MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockEvent.objects.update(at=MONDAY + HOUR)


def test_a_promise_is_minutes_or_days_and_a_used_edition_keeps_its_terms(promise):
    promise.days = 3
    with pytest.raises(ValidationError, match="either"):
        promise.full_clean()
    promise.days, promise.minutes = None, 480
    promise.full_clean()
    run.begin(KIND, uuid7(), [promise], "new", MONDAY)
    with pytest.raises(ValidationError, match="next edition"):
        promise.full_clean()


@pytest.mark.parametrize(
    "values",
    [
        {"hours": {"mon": [["8", "25:00"]]}},
        {"hours": {"monday": []}},
        {"hours": {}},
        {"zone": "Mars"},
        {"country": "XX"},
    ],
)
def test_a_calendar_that_cannot_be_read_is_refused(db, values):
    whole = {
        "code": "x",
        "name": "X",
        "zone": "UTC",
        "entry_id": uuid7(),
        "created_at": MONDAY,
        "changed_at": MONDAY,
    }
    with pytest.raises(ValidationError):
        Calendar(**{**whole, **values}).full_clean()


def test_a_new_name_moves_no_due_time_and_new_hours_do(promise):
    calendar = promise.calendar
    verbs.change(System("test"), calendar, name=Text(en="Gigiri"))
    assert Calendar.objects.get().edition == 1
    verbs.change(System("test"), calendar, hours={"mon": [["08:00", "12:00"]]})
    assert Calendar.objects.get().edition == 2
