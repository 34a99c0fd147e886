"""What a running job is given: where it says how far it is, and where it hears that it should end."""

import threading
import time
from datetime import datetime, timedelta

from ..base.moment import now
from .models import Job
from .queue import held

WRITE = 0.5  # seconds between two writes of progress
ASK = 1.0  # seconds between two looks at whether somebody cancelled


class Cancelled(Exception):
    """Somebody cancelled the job."""


class Interrupted(Exception):
    """The worker is asked to end; the job goes back to the queue and loses no try."""


class Lost(Exception):
    """The lease has run out and another worker has the job; whatever this one still does must not count."""


class Later(Exception):
    """What the job needs is not there yet; it waits again, for `wait` at least, and loses no try."""

    def __init__(self, wait: timedelta, message: str = ""):
        super().__init__(message)
        self.wait = wait


class Progress:
    """The job's line to those who watch it.

    Call it between transactions: `progress(done, total, _("Reading line %(line)s."))`. It ends the job by an
    exception when it was cancelled or the worker must end; a job that has to tidy up asks `cancelled`
    before. It may be called often: it writes twice a second at most.
    """

    def __init__(self, job: Job, stopping: threading.Event | None = None):
        self.job = job
        self.stopping = stopping
        self.saw_cancel = False
        self._said: tuple[int, int | None, str, datetime] | None = None
        self._wrote = self._asked = float("-inf")

    def __call__(self, done: int, total: int | None = None, message: object = "") -> None:
        total = total if total is not None else (self._said[1] if self._said else None)
        self._said = (done, total, str(message)[:250], now())
        last = total is not None and done >= total
        if last or time.monotonic() - self._wrote >= WRITE:
            self.write()
        if self.stopping is not None and self.stopping.is_set() and not last:
            raise Interrupted
        if self.cancelled:
            raise Cancelled

    @property
    def cancelled(self) -> bool:
        """Say whether somebody asked that the job end; costs a query a second at most."""
        if not self.saw_cancel and time.monotonic() - self._asked >= ASK:
            self._asked = time.monotonic()
            asked = held(self.job).values_list("cancel_asked", flat=True).first()
            if asked is None:
                raise Lost
            self.saw_cancel = asked
        return self.saw_cancel

    def write(self) -> None:
        """Store what was said last, if anything is new."""
        if self._said is None:
            return
        done, total, message, at = self._said
        self._wrote = time.monotonic()
        if not held(self.job).update(done=done, total=total, message=message, progressed_at=at):
            raise Lost
