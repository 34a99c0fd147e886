"""With more machines, Celery on a broker carries the news that a job waits; the table stays the truth.

A message is the key of a job. It is acknowledged on receipt, because a job that is lost with its
worker comes back by its lease, and a message that is lost is sent again by the sweeper.
"""

import logging
import threading
from datetime import timedelta
from functools import cache
from uuid import UUID

from celery import Celery
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from ..base.moment import now
from .declare import declared
from .models import Job, State
from .queue import due
from .worker import Worker

log = logging.getLogger(__name__)
QUEUE = "comity.jobs"
TASK = "comity.jobs.run"
LATE = timedelta(seconds=30)  # a message that old, with an empty queue, is lost
BUSY = timedelta(seconds=5)
PART = 500


@cache
def app() -> Celery:
    """Return the Celery application of this process."""
    celery = Celery("comity", broker=settings.COMITY_BROKER_URL, set_as_current=False)
    celery.conf.update(
        task_default_queue=QUEUE, task_ignore_result=True, task_acks_late=False, accept_content=["json"],
        task_serializer="json", worker_prefetch_multiplier=1, worker_hijack_root_logger=False,
        worker_enable_remote_control=False, worker_send_task_events=False,
        broker_connection_retry_on_startup=True, broker_connection_timeout=2,
        broker_transport_options={"confirm_publish": True},
    )  # fmt: skip
    return celery


def send(id: UUID) -> bool:
    """Tell the broker that a job waits; False when it cannot be told now (the sweeper will)."""
    try:
        app().send_task(TASK, args=[str(id)], retry=False)
    except (OperationalError, OSError) as fault:
        log.warning("The broker does not answer (%s); job %s will be sent later", fault, id)
        return False
    return True


def send_soon(id: UUID) -> None:
    """Send after the commit of the caller, never for what is rolled back."""

    def after_commit() -> None:
        if not send(id):
            Job.objects.filter(pk=id).update(sent_at=None)

    transaction.on_commit(after_commit, robust=True)


def waiting_messages() -> int:
    """Return how many messages the queue holds."""
    with app().connection_for_write() as connection, connection.channel() as channel:
        return int(channel.queue_declare(QUEUE, durable=True, auto_delete=False).message_count)


def sweep() -> int:
    """Send what was never sent (delayed, retried, broker away) and what must have been lost."""
    moment, waiting = now(), due(declared)
    found = list(waiting.filter(sent_at=None).values_list("pk", "sent_at")[:PART])
    late = list(waiting.filter(sent_at__lt=moment - LATE).values_list("pk", "sent_at")[:PART])
    # As long as messages wait, those that were sent are not lost but in line.
    if late and waiting_messages() == 0:
        found += late
    count = 0
    for pk, sent in found:
        # Two sweepers may meet here: only who changes the row sends.
        if Job.objects.filter(pk=pk, sent_at=sent).update(sent_at=moment):
            if not send(pk):
                Job.objects.filter(pk=pk).update(sent_at=None)
                break
            count += 1
    return count


def consume(worker: Worker) -> None:
    """Do what the broker brings, in the main thread, until the process is told to end."""
    from celery.signals import worker_shutting_down

    celery = app()

    def run(id: str) -> None:
        if not worker.work_on(UUID(id)):
            # Someone else has it, or all hands that may take long work are full: then it is sent again.
            again = {"run_after": now() + BUSY, "sent_at": None}
            Job.objects.filter(pk=id, state=State.WAITING, run_after__lte=now()).update(**again)

    celery.task(name=TASK, ignore_result=True)(run)
    worker_shutting_down.connect(lambda **said: worker.stop(), weak=False)
    service = threading.Thread(target=worker.run, name="service")
    service.start()
    quiet = {"quiet": True, "without_gossip": True, "without_mingle": True, "without_heartbeat": True}
    celery.Worker(pool="threads", concurrency=worker.hands, loglevel="WARNING", **quiet).start()
    worker.stop()
    service.join()
