"""With a real broker: told after the commit only, told again when the message is lost, never in the way."""

import socket

import pytest
from django.db import transaction

from comity.kernel.base.moment import at, now
from comity.kernel.jobs import broker, queue
from comity.kernel.jobs.declare import declared, job
from comity.kernel.jobs.models import Job

HOST, PORT = "127.0.0.1", 5672
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rabbit(settings, monkeypatch):
    """A RabbitMQ of this machine, with a queue of the test's own; skipped where none answers."""
    try:
        socket.create_connection((HOST, PORT), timeout=1).close()
    except OSError:
        pytest.skip("No RabbitMQ answers on this machine.")
    settings.COMITY_BROKER_URL = f"amqp://guest:guest@{HOST}:{PORT}//"
    monkeypatch.setattr(broker, "QUEUE", "comity.test")
    broker.app.cache_clear()
    broker.waiting_messages()
    yield
    with broker.app().connection_for_write() as connection, connection.channel() as channel:
        channel.queue_delete("comity.test")
        channel.exchange_delete("comity.test")
    broker.app.cache_clear()


@pytest.fixture
def work():
    @job("test.carried")
    def carried(progress):
        return None

    yield carried
    declared.pop("test.carried")


def test_a_message_goes_after_the_commit_only(rabbit, work):
    with transaction.atomic():
        queue.enqueue(work)
        transaction.set_rollback(True)
    assert broker.waiting_messages() == 0
    with transaction.atomic():
        queue.enqueue(work)
        assert broker.waiting_messages() == 0
    assert broker.waiting_messages() == 1


def test_a_lost_message_is_sent_again_but_not_one_that_is_in_line(rabbit, work):
    queue.enqueue(work)
    with at(now() + broker.LATE * 2):
        assert broker.sweep() == 0
        with broker.app().connection_for_write() as connection, connection.channel() as channel:
            channel.queue_purge("comity.test")
        assert broker.sweep() == 1
        assert broker.sweep() == 0
    assert broker.waiting_messages() == 1


def test_what_was_delayed_is_sent_when_it_is_due(rabbit, work):
    queue.enqueue(work, after=broker.LATE)
    assert broker.sweep() == 0
    with at(now() + broker.LATE * 2):
        assert broker.sweep() == 1


def test_a_broker_that_is_away_loses_nothing(settings, work):
    settings.COMITY_BROKER_URL = f"amqp://guest:guest@{HOST}:1//"
    broker.app.cache_clear()
    queue.enqueue(work)
    broker.app.cache_clear()
    assert Job.objects.get().sent_at is None
