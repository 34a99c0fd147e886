"""Doing one claimed job, and what becomes of it."""

import logging
import threading
import traceback

from ..base.errors import Refused
from ..base.request import request_id
from .declare import declared
from .models import Job, State
from .progress import Cancelled, Interrupted, Later, Lost, Progress
from .queue import claim, finish, put_back
from .reader import speaking_to

log = logging.getLogger(__name__)
HERE = "here"


def execute(job: Job, stopping: threading.Event | None = None) -> None:
    """Do a job that this worker holds; its end, good or bad, is written to its row."""
    work, progress = declared[job.name], Progress(job, stopping)
    token = request_id.set(f"job-{job.pk.hex}")
    try:
        with speaking_to(job.person):
            try:
                result = work.call(progress, **job.arguments)
            except Refused as refusal:
                # A refusal is an answer, not an accident: trying again would be refused again.
                said = [
                    str(refusal.sentence),
                    *(str(one) for many in refusal.fields.values() for one in many),
                ]
                finish(job, State.FAILED, error="\n".join(dict.fromkeys(said)))
                return
        progress.write()
        state = State.CANCELLED if progress.saw_cancel else State.DONE
        finish(job, state, result=result, error="", trace="")
    except Cancelled:
        finish(job, State.CANCELLED)
    except Interrupted:
        put_back(job, tries=max(0, job.tries - 1))
    except Later as later:
        put_back(job, later.wait, tries=max(0, job.tries - 1), message=str(later)[:250])
    except Lost:
        log.warning("%s %s was taken over by another worker", job.name, job.pk)
    except Exception:
        log.exception("%s %s failed at try %s", job.name, job.pk, job.tries)
        fail(job, traceback.format_exc())
    finally:
        request_id.reset(token)


def fail(job: Job, trace: str) -> None:
    """Let the job be tried again later, or fail for good when its tries are used up."""
    if job.tries < job.max_tries:
        put_back(job, declared[job.name].retry.wait(job.tries), trace=trace)
    else:
        finish(job, State.FAILED, trace=trace)


def drain(limit: int = 1_000) -> int:
    """Do what waits and is due, in this thread, one after the other; for tests and `work --once`."""
    count = 0
    while count < limit and (job := claim(HERE, declared)):
        execute(job)
        count += 1
    return count
