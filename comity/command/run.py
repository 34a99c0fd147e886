"""Keep the web server and the worker of one machine alive, and end them together."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

from .child import RUN_PID

PATIENCE = 10.0  # seconds a process has to end politely
RESTARTS, WITHIN = 5, 60.0  # so many deaths in so many seconds mean that starting again will not help


@dataclass
class Kept:
    """One process that is started again when it dies."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        # Same process group: Ctrl-C reaches all, and `kill -- -GROUP` ends all.
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL)  # noqa: S603

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def hopeless(self) -> bool:
        """Count a death; say whether there were too many of late."""
        now = time.monotonic()
        self.deaths = [at for at in self.deaths if now - at < WITHIN] + [now]
        return len(self.deaths) >= RESTARTS


def port_trouble(host: str, port: int) -> str:
    """Return a sentence when nothing can listen there, or an empty one."""
    if not 0 < port < 65536:
        return f"comity: {port} is no port; choose one between 1024 and 65535."
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return (
                f"comity: port {port} is reserved for the system; choose another: make run port={port + 8000}"
            )
        except OSError as fault:
            return (
                f"comity: cannot listen on {host} port {port} ({fault.strerror}). Another program, perhaps "
                f"another Comity, may be using it. Choose a different one: make run port={port + 1}"
            )
    return ""


def serve(host: str, port: int, workers: int, *, demo: bool) -> int:
    """Run until told to stop; return the exit code."""
    web = [sys.executable, "-m", "granian", "comity.command.web:application", "--interface", "wsgi"]
    web += ["--host", host, "--port", str(port), "--workers", str(workers), "--no-ws"]
    # One thread each: synchronous Django served twice the pages of several threads (docs/decisions).
    web += ["--blocking-threads", "1", "--blocking-threads-idle-timeout", "600", "--backlog", "1024"]
    web += ["--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "5"]
    web += ["--log-level", "warning"]
    kept = [
        Kept("server", web),
        Kept("worker", [sys.executable, "-m", "comity.command.work", "work"]),
        # The one writer of this machine's search index; the web processes only read it.
        Kept("search", [sys.executable, "-m", "comity.command.work", "search", "follow"]),
    ]
    stopping = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, stop)
    os.environ[RUN_PID] = str(os.getpid())
    # The server alone at first: people wait for it, and nobody for the worker and the index.
    kept[0].start()
    announced, code, begun = False, 0, time.monotonic()
    while not stopping:
        time.sleep(0.1)
        if not announced and _answers(host, port):
            _announce(host, port, demo=demo)
            announced = True
        if kept[1].process is None and (announced or time.monotonic() - begun > PATIENCE):
            for each in kept[1:]:
                each.start()
        for each in kept:
            if stopping or not each.died():
                continue
            assert each.process is not None
            if each.hopeless():
                print(f"comity: the {each.name} ended {RESTARTS} times in a minute; the reason stands above.")
                stopping, code = True, 1
                break
            print(
                f"comity: the {each.name} ended (code {each.process.returncode}); starting it again",
                flush=True,
            )
            each.start()
    _end(kept)
    return code


def _end(kept: list[Kept]) -> None:
    """Ask all to end, wait, and insist."""
    print("\ncomity: ending the server and the worker ...", flush=True)
    running = [each.process for each in kept if each.process and each.process.poll() is None]
    for process in running:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    print("comity: ended.", flush=True)


def _answers(host: str, port: int) -> bool:
    """Say whether a page comes back; the port is open before the application has been read."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    asked = http.client.HTTPConnection(near, port, timeout=2)
    try:
        asked.request("HEAD", "/")
        asked.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return True


def _announce(host: str, port: int, *, demo: bool) -> None:
    shown = f"[{host}]" if ":" in host else host
    lines = [f"Comity is at http://{shown}:{port}/", ""]
    if demo:
        lines += [
            "Sign in with one click, as a staff member in a field mission, a desk agent, a service owner,",
            "a local ICT chief, the CITO, an auditor or an administrator. Every person in it is made up.",
        ]
    else:
        lines += ["Sign in with your account."]
    lines += ["", "Ctrl-C ends the server and its worker together."]
    print("\n" + "\n".join(f"  {line}".rstrip() for line in lines) + "\n", flush=True)
