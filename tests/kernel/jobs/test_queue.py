"""The queue promises: with the change or not at all, once by key, never two holders, tried again."""

from datetime import timedelta

import pytest
from django.db import transaction

from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import at, now
from comity.kernel.jobs import declare, execution, purge, queue, schedule
from comity.kernel.jobs.effects import once
from comity.kernel.jobs.models import Effect, Job, Schedule, State
from comity.kernel.jobs.progress import Interrupted, Later, Lost, Progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch):
    """Return the function that declares work for one test only."""
    monkeypatch.setattr(declare, "declared", declare.declared)
    before = dict(declare.declared)

    def made(call, name="test.work", **options):
        return declare.job(name, **options)(call)

    yield made
    declare.declared.clear()
    declare.declared.update(before)


def test_work_is_done_with_its_arguments_and_keeps_its_result(work):
    job = queue.enqueue(work(lambda progress, a, b: {"sum": a + b}), a=2, b=3)
    assert execution.drain() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.tries) == (State.DONE, {"sum": 5}, 1)


def test_a_change_that_is_rolled_back_leaves_no_job(work):
    asked = work(lambda progress: None)

    with transaction.atomic():
        queue.enqueue(asked)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_key_gives_the_same_job_for_ever(work):
    asked = work(lambda progress: None)
    first = queue.enqueue(asked, key="k")
    execution.drain()
    assert queue.enqueue(asked, key="k").pk == first.pk
    assert Job.objects.count() == 1


def test_what_is_delayed_waits_for_its_time(work):
    queue.enqueue(work(lambda progress: None), after=timedelta(hours=1))
    assert execution.drain() == 0
    with at(now() + timedelta(hours=2)):
        assert execution.drain() == 1


def test_a_job_is_claimed_by_one_only(work):
    work(lambda progress: None)
    queue.enqueue("test.work")
    assert queue.claim("one", ["test.work"])
    assert queue.claim("two", ["test.work"]) is None


def test_a_failure_is_tried_again_later_and_then_fails_with_its_trace(work):
    job = queue.enqueue(work(lambda progress: 1 / 0, retry=declare.Retry(1, first=timedelta(minutes=5))))
    execution.drain()
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.WAITING, 1)
    assert timedelta(minutes=4) < job.run_after - now() <= timedelta(minutes=5)
    with at(now() + timedelta(minutes=6)):
        execution.drain()
    job.refresh_from_db()
    assert (job.state, job.tries, job.error) == (State.FAILED, 2, "")
    assert "ZeroDivisionError" in job.trace


def test_waits_between_tries_grow_up_to_a_limit():
    retry = declare.Retry(9, first=timedelta(seconds=10), factor=3, most=timedelta(minutes=2))
    assert [retry.wait(n).total_seconds() for n in (1, 2, 3, 4, 5000)] == [10, 30, 90, 120, 120]


def test_a_refusal_is_final_and_its_sentence_is_for_people(work):
    def refuse(progress):
        raise Refused("The file is empty.", {"file": ["Choose another file."]})

    job = queue.enqueue(work(refuse, retry=5))
    execution.drain()
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "The file is empty.\nChoose another file.")


def test_a_dead_workers_job_is_taken_back_and_a_late_holder_is_fenced_off(work):
    work(lambda progress: None)
    queue.enqueue("test.work")
    late = queue.claim("dead", ["test.work"])
    assert queue.recover(queue.Q(lease_until__lt=now())) == 0
    with at(now() + queue.LEASE * 2):
        assert queue.recover(queue.Q(lease_until__lt=now())) == 1
        fresh = queue.claim("alive", ["test.work"])
    assert (fresh.pk, fresh.tries) == (late.pk, 2)
    with pytest.raises(Lost):
        Progress(late)(1, 2)
    assert queue.finish(late, State.DONE) is False
    assert queue.finish(fresh, State.DONE) is True


def test_a_job_over_which_workers_keep_dying_fails_after_three_lives(work):
    work(lambda progress: None)
    job = queue.enqueue("test.work")
    for _life in range(queue.LIVES):
        assert queue.claim("dead", ["test.work"])
        queue.recover(queue.Q(worker="dead"))
    job.refresh_from_db()
    assert job.state == State.FAILED


def test_an_interrupted_job_goes_back_and_loses_no_try(work):
    def stop(progress):
        raise Interrupted

    job = queue.enqueue(work(stop))
    assert execution.drain(limit=1) == 1
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.WAITING, 0)


def test_progress_tells_share_and_time_left(work):
    seen = []

    def count(progress):
        progress(50, 200, "Line 50.")
        progress.write()
        seen.append(Job.objects.get())

    queue.enqueue(work(count))
    execution.drain()
    assert (seen[0].share, seen[0].message) == (25, "Line 50.")
    row = seen[0]
    row.progressed_at = row.started_at + timedelta(seconds=10)
    assert row.time_left == timedelta(seconds=30)
    assert row.eta == row.started_at + timedelta(seconds=40)


def test_work_hears_that_it_is_cancelled(work):
    def count(progress):
        Job.objects.update(cancel_asked=True)
        for number in range(3):
            progress(number, 3)
        pytest.fail("it went on")

    job = queue.enqueue(work(count))
    execution.drain()
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_an_effect_happens_once_and_a_failed_one_may_be_tried_again():
    with once("pay") as first:
        assert first
        transaction.set_rollback(True)
    with once("pay") as first:
        assert first
    with once("pay") as first:
        assert not first
    assert Effect.objects.count() == 1


def test_a_tick_is_taken_once_and_missed_ticks_become_one(work):
    work(lambda progress: None, name="test.hourly", every=timedelta(hours=1))
    schedule.sync()
    assert schedule.tick() == 0
    with at(now() + timedelta(hours=7)):
        row = Schedule.objects.get(name="test.hourly")
        assert schedule._take(row, declare.declared["test.hourly"]) == 1
        assert schedule._take(row, declare.declared["test.hourly"]) == 0
        assert Job.objects.filter(name="test.hourly").count() == 1
        assert Schedule.objects.get(name="test.hourly").next_at > now()


def test_slow_work_is_not_heaped_up(work):
    work(lambda progress: None, name="test.hourly", every=timedelta(hours=1))
    schedule.sync()
    for hours in (2, 4):
        with at(now() + timedelta(hours=hours)):
            schedule.tick()
    assert Job.objects.filter(name="test.hourly").count() == 1


def test_a_tick_falls_on_the_clock():
    moment = schedule.EPOCH + timedelta(days=3, hours=2)
    day, two = timedelta(days=1), timedelta(hours=2)
    assert schedule.next_tick(day, two, moment) == moment + day
    assert schedule.next_tick(day, two, moment - timedelta(seconds=1)) == moment


def test_a_lone_ticker_is_called_by_one_worker():
    ticker = declare.Ticker("t", lambda: None, timedelta(seconds=5), alone=True)
    assert schedule.mine_alone(ticker) is True
    assert schedule.mine_alone(ticker) is False
    with at(now() + timedelta(seconds=6)):
        assert schedule.mine_alone(ticker) is True


def test_what_is_done_is_removed_after_a_while_but_not_what_has_a_key(work):
    asked = work(lambda progress: None)
    queue.enqueue(asked)
    queue.enqueue(asked, key="kept")
    execution.drain()
    assert not purge.out_of_date().exists()
    with at(now() + purge.DONE + timedelta(days=1)):
        queue.enqueue(purge.purge)
        execution.drain()
        assert set(Job.objects.values_list("key", "name")) == {("kept", "test.work"), (None, "jobs.purge")}


def test_what_is_not_there_yet_is_waited_for_without_losing_a_try(work):
    def wait(progress):
        raise Later(timedelta(minutes=1), "The file is being checked.")

    asked = queue.enqueue(work(wait))
    execution.drain()
    row = Job.objects.get(pk=asked.pk)
    assert (row.state, row.tries, row.message) == (State.WAITING, 0, "The file is being checked.")
    assert row.run_after > row.created_at + timedelta(seconds=50)
