"""The real web server on one set of data, as `comity run` starts it; and what its processes cost."""

import os
import subprocess
import sys
import time
from pathlib import Path

from .client import Wire, ask
from .place import ROOT, Place

STATIC = {"Accept-Encoding": "br, gzip"}


class Server:
    """Granian with one process a core and one thread each. The worker and the index follower do not run here."""

    def __init__(self, place: Place, port: int, workers: int = os.cpu_count() or 1):
        self.place, self.port = place, port
        command = [sys.executable, "-m", "granian", "comity.command.web:application", "--interface", "wsgi"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), "--no-ws"]
        command += ["--blocking-threads", "1", "--blocking-threads-idle-timeout", "600", "--backlog", "1024"]
        command += ["--log-level", "warning"]
        self.log = (place.var / "server.log").open("wb")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **place.environment()}, stdout=self.log, stderr=self.log
        )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                wire = Wire(self.port)
                if wire.send(ask("GET", "/accounts/login/", {}))[0] in (200, 302, 404):
                    wire.close()
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"No answer on port {self.port}; see {self.log.name}.")

    def workers(self) -> list[int]:
        """Return the processes that serve pages."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == self.process.pid:
                pid = int(stat.parent.name)
                if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(pid)
        return found

    def cpu(self) -> float:
        """Return the milliseconds of processor time that the web processes have used so far (Linux)."""
        total = 0
        for pid in self.workers():
            for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
                total += int(task.read_text().split()[0])
        return total / 1e6

    def memory(self) -> tuple[float, float]:
        """Return the (resident, proportional) mebibytes of the largest web process (Linux)."""
        found = [(0.0, 0.0)]
        for pid in self.workers():
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            held = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
            found.append((held["Rss"], held["Pss"]))
        return max(found)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
