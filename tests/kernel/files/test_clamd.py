"""With ClamAV's own daemon: what it knows is taken away, everything else is let out of quarantine."""

import io
import os
import shutil
import subprocess
import time

import pytest

from comity.kernel.files import clamd, jobs
from comity.kernel.files.models import Scan, StoredFile
from comity.kernel.files.shelf import shelf
from comity.kernel.files.store import store
from comity.kernel.jobs import execution

BAD = b"This text stands for a virus in the tests of Comity."
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    """A clamd of this machine that knows one signature only; skipped where there is none."""
    program = os.environ.get("COMITY_TEST_CLAMD") or shutil.which(
        "clamd", path="/usr/sbin:/usr/bin:/opt/homebrew/sbin"
    )
    if not program:
        pytest.skip("No clamd is installed on this machine.")
    place = tmp_path_factory.mktemp("clamd")
    (place / "test.ndb").write_text(f"Comity.Test:0:*:{BAD.hex()}\n")
    settings = place / "clamd.conf"
    socket = place / "socket"
    settings.write_text(
        f"DatabaseDirectory {place}\nLocalSocket {socket}\nForeground yes\nStreamMaxLength 20M\n"
    )
    running = subprocess.Popen([program, "-c", settings], stdout=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while not socket.exists():
        assert running.poll() is None, "clamd ended by itself"
        assert time.monotonic() < until, "clamd does not answer"
        os.sched_yield()
    yield str(socket)
    running.terminate()
    running.wait()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_it_names_what_it_finds_and_passes_what_is_clean(daemon):
    assert clamd.scan(daemon, io.BytesIO(b"x" + BAD)).startswith("Comity.Test")
    assert clamd.scan("unix:" + daemon, io.BytesIO(b"harmless" * 100_000)) == ""


def test_a_file_leaves_quarantine_by_its_job(settings, daemon):
    settings.COMITY_CLAMD = daemon
    good, bad = store(io.BytesIO(b"good"), "good.txt"), store(io.BytesIO(BAD), "bad.txt")
    execution.drain()
    assert StoredFile.objects.get(pk=good.pk).scan == Scan.CLEAN
    found = StoredFile.objects.get(pk=bad.pk)
    assert (found.scan, found.scan_note[:11]) == (Scan.INFECTED, "Comity.Test")
    assert not shelf().has(bad.digest)


def test_what_was_never_checked_is_checked_once_there_is_a_scanner(settings, daemon):
    settings.COMITY_CLAMD = ""
    stored = store(io.BytesIO(b"old"), "old.txt")
    settings.COMITY_CLAMD = daemon
    assert jobs.scan_rest(lambda *said: None) == {"checked": 1}
    assert StoredFile.objects.get(pk=stored.pk).scan == Scan.CLEAN


def test_more_than_the_scanner_takes_is_no_verdict(daemon):
    with pytest.raises(clamd.ScannerAway):
        clamd.scan(daemon, io.BytesIO(os.urandom(21 * 1024 * 1024)))
