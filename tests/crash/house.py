"""`comity run` in a folder and a database of its own, to be killed."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("COMITY_TEST_DATABASE") or "postgres://postgres@127.0.0.1:5432/postgres"
PARTS = {"server": ("granian",), "worker": ("work", "work"), "search": ("search", "follow")}


class House:
    """One installation; `kill` and `start` it as often as you like, and `end` it."""

    def __init__(self, database: str, folder: Path, port: int):
        self.database, self.folder, self.port = database, folder, port
        self.name = f"comity_crash_{os.getpid()}_{port}"
        self.run: subprocess.Popen[bytes] | None = None
        self.token = ""
        self.log = (folder / "run.log").open("wb")

    def environment(self) -> dict[str, str]:
        url = f"{SERVER.rpartition('/')[0]}/{self.name}" if self.database == "postgres" else ""
        return {
            **os.environ, "COMITY_VAR": str(self.folder / "var"), "COMITY_DATABASE": url, "COMITY_DEMO": "",
            "COMITY_SECRET_KEY": "only-for-tests", "COMITY_MAIL": "dummymail://", "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.crash.settings",
        }  # fmt: skip

    def python(self, *words: str) -> str:
        """Run a module inside the house and return what it printed."""
        command = [sys.executable, "-m", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
        return done.stdout

    def begin(self, writers: int) -> list[dict[str, Any]]:
        """Make the database and who writes."""
        (self.folder / "var").mkdir(parents=True, exist_ok=True)
        self._sql(f'CREATE DATABASE "{self.name}"')
        made: list[dict[str, Any]] = json.loads(
            self.python("tests.crash.begin", str(writers)).splitlines()[-1]
        )
        self.token = made[0]["token"]
        return made

    def start(self) -> None:
        """Start everything, in a process group of its own."""
        command = [sys.executable, "-m", "comity", "run", "--port", str(self.port)]
        self.run = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment(),
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def answered(self, patience: float = 90) -> float:
        """Wait for the first good answer to a question that needs the database; return the seconds."""
        began = time.monotonic()
        while time.monotonic() - began < patience and self.run and self.run.poll() is None:
            asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                asked.request(
                    "GET", "/api/desk/tickets/?limit=1", headers={"Authorization": f"Bearer {self.token}"}
                )
                if asked.getresponse().status == 200:
                    return time.monotonic() - began
            except (OSError, http.client.HTTPException):
                pass
            finally:
                asked.close()
            time.sleep(0.02)
        last = Path(self.log.name).read_text(errors="replace")[-2000:]
        raise RuntimeError(f"No answer. The last words of the house: {last}")

    def kill(self, what: str) -> bool:
        """kill -9 everything, or the server, the worker or the follower; say whether `comity run` is gone too."""
        assert self.run is not None
        if what == "all":
            os.killpg(self.run.pid, signal.SIGKILL)
            self.run.wait()
            # A killed process lets go of its port only when it is quite gone.
            until = time.monotonic() + 10
            while self._family() and time.monotonic() < until:
                time.sleep(0.02)
            return True
        family = self._family()
        parts = PARTS[what]
        heads = {pid for pid, _parent, words in family if all(part in words for part in parts)}
        for pid, parent, _words in family:
            if pid in heads or parent in heads:
                os.kill(pid, signal.SIGKILL)
        return self.run.poll() is not None

    def _family(self) -> list[tuple[int, int, list[str]]]:
        """Return (pid, parent, words of its command) of every process in the group of this house, and only those."""
        assert self.run is not None
        command = ["ps", "-eo", "pid=,ppid=,pgid=,stat=,args="]
        said = subprocess.run(command, capture_output=True, text=True).stdout
        lines = [line.split() for line in said.splitlines()]
        return [
            (int(pid), int(parent), words)
            for pid, parent, group, stat, *words in lines
            if group == str(self.run.pid) and not stat.startswith("Z")
        ]

    def stop(self) -> None:
        """End politely."""
        if self.run is not None and self.run.poll() is None:
            self.run.terminate()
            try:
                self.run.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.run.pid, signal.SIGKILL)
                self.run.wait()

    def end(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop()
        self.log.close()
        self._sql(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sql(self, statement: str) -> None:
        if self.database != "postgres":
            return
        import psycopg

        with psycopg.connect(SERVER, autocommit=True) as base:
            base.execute(statement)
