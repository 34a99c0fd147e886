"""The worker: a process with a few hands that takes jobs, renews its leases, and ends politely."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, connection, connections
from django.db.models import Q
from django.db.utils import InterfaceError

from ..base.ids import uuid7
from ..base.moment import now
from .declare import declared
from .execution import execute
from .models import Job, State
from .queue import LEASE, claim, put_back, recover, renew
from .schedule import sync, tick
from .tickers import Tickers

log = logging.getLogger(__name__)
Sweep = Callable[[], int]
GRACE = 8.0  # seconds that jobs have to end; `comity run` insists after ten


def place() -> str:
    """Name where process numbers mean something: this machine, and this container of it."""
    try:
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        space = ""
    return f"{socket.gethostname()}{space}"[:100]


def alive(pid: int) -> bool:
    """Say whether a process of this machine is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class Worker:
    """Takes jobs with `hands` threads. Where a broker brings them, it has a `sweep` instead."""

    def __init__(
        self, hands: int = 2, poll: float = 0.5, lease: timedelta = LEASE, sweep: Sweep | None = None
    ):
        self.name = f"{place()}:{os.getpid()}:{uuid7().hex[-8:]}"
        self.hands, self.poll, self.lease, self.sweep = hands, poll, lease, sweep
        self.stopping, self.wake = threading.Event(), threading.Event()
        self.held: dict[UUID, Job] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(hands, thread_name_prefix="job")
        self._beaten = self._tended = self._recovered = float("-inf")

    def stop(self) -> None:
        """Take nothing more; jobs that report progress go back to the queue."""
        self.stopping.set()
        self.wake.set()

    def run(self) -> None:
        """Work until told to stop."""
        tickers = Tickers(self.stopping)
        tickers.start()
        self._safely(sync)
        self._safely(self.recover_dead)
        while not self.stopping.is_set():
            taken = self._safely(self.step)
            if not taken:
                self.wake.wait(self.poll)
                self.wake.clear()
        tickers.join(2)
        self._end()

    def step(self) -> bool:
        """Do what is due now: leases, schedules, lost jobs, and taking one job; True if one was taken."""
        clock = time.monotonic()
        if clock - self._beaten >= self.lease.total_seconds() / 4:
            if self.held:
                renew(list(self.held), self.name, self.lease)
            self._beaten = clock
        if clock - self._tended >= 1:
            self._tended = clock
            tick()
            if self.sweep:
                self.sweep()
        if clock - self._recovered >= min(10, self.lease.total_seconds()):
            self._recovered = clock
            recover(Q(lease_until__lt=now()), list(self.held))
            self.recover_dead()
        return self.sweep is None and self.take_one()

    def take_one(self, only: UUID | None = None) -> bool:
        """Claim a job and give it to a free hand; the last free hand is kept from long work."""
        with self._lock:
            if self.stopping.is_set() or len(self.held) >= self.hands:
                return False
            job = claim(self.name, self.names(), only, self.lease)
            if job is None:
                return False
            self.held[job.pk] = job
        self._pool.submit(self._do, job)
        return True

    def work_on(self, id: UUID) -> bool:
        """Claim the job `id` and do it in this thread; False when it is not to be had now."""
        with self._lock:
            job = None if self.stopping.is_set() else claim(self.name, self.names(), id, self.lease)
            if job is None:
                return False
            self.held[job.pk] = job
        self._do(job)
        return True

    def names(self) -> list[str]:
        """Return the kinds of work that may be taken now."""
        long = sum(declared[job.name].long for job in self.held.values())
        full = self.hands > 1 and long >= self.hands - 1
        return [name for name, work in declared.items() if not (full and work.long)]

    def recover_dead(self) -> None:
        """Take back at once what processes of this machine held that are no longer there."""
        here = place() + ":"
        rows = Job.objects.filter(state=State.RUNNING, worker__startswith=here).values_list(
            "worker", flat=True
        )
        for name in set(rows) - {self.name}:
            pid = int(name.rsplit(":", 2)[1])
            # Our own number under another name is that of one long dead: containers always count from 1.
            if pid == os.getpid() or not alive(pid):
                recover(Q(worker=name))

    def _do(self, job: Job) -> None:
        try:
            execute(job, self.stopping)
        except Exception:
            # The database is away: the lease will run out, and the job be taken again.
            log.exception("%s %s could not be ended", job.name, job.pk)
        finally:
            connection.close_if_unusable_or_obsolete()
            with self._lock:
                self.held.pop(job.pk, None)
            self.wake.set()

    def _safely(self, act: object) -> bool:
        """Survive a database that is away for a while."""
        try:
            return bool(act())  # type: ignore[operator]
        except (DatabaseError, InterfaceError) as fault:
            # On SQLite a long write of a job keeps everyone waiting, which is no fault.
            log.warning("The database does not answer (%s); trying again", fault)
            for one in connections.all(initialized_only=True):
                one.close()
            self.stopping.wait(1)
            return False

    def _end(self) -> None:
        """Wait for the hands, then give back what is still held."""
        until = time.monotonic() + GRACE
        while self.held and time.monotonic() < until:
            self.wake.wait(0.1)
            self.wake.clear()
        for job in list(self.held.values()):
            self._safely(lambda job=job: put_back(job, tries=max(0, job.tries - 1)))
        self._pool.shutdown(wait=False, cancel_futures=True)
