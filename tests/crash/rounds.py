"""The whole of it: start, write, kill, start again, and judge."""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .house import ROOT, House

KINDS = ("all", "server", "worker", "all", "search", "server")


@dataclass
class Report:
    """What happened, and what is wrong."""

    back: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    tickets: int = 0


def crash(
    database: str, rounds: int, port: int, *, writers: int = 4, calm: tuple[float, float] = (1.0, 5.0),
    kinds: Sequence[str] = KINDS, seed: int = 1, say: Callable[[str], None] = print,
) -> Report:  # fmt: skip
    """Kill so many times, after `calm` (from, to) seconds of writing each, and judge at the end."""
    folder = Path(tempfile.mkdtemp(prefix="comity-crash-"))
    house, chance, report = House(database, folder, port), random.Random(seed), Report()
    running: list[subprocess.Popen[bytes]] = []
    try:
        known = house.begin(writers)
        house.start()
        say(f"first answer after {house.answered():.1f} s")
        for who in known:
            command = [sys.executable, "-m", "tests.crash.writer", str(port), str(folder), json.dumps(who)]
            running.append(subprocess.Popen(command, cwd=ROOT))
        for number in range(rounds):
            what = kinds[number % len(kinds)]
            time.sleep(chance.uniform(*calm))
            if house.kill(what):
                house.start()
            seconds = house.answered()
            report.back.setdefault(what, []).append(seconds)
            say(f"round {number + 1}: killed {what}, first good answer after {seconds:.1f} s")
        time.sleep(calm[0])
        (folder / "stop").touch()
        for writer in running:
            writer.wait(180)
        house.stop()
        judged: dict[str, Any] = json.loads(house.python("tests.crash.judge", str(folder)).splitlines()[-1])
        for name, value in judged.items():
            setattr(report, name, value)
    finally:
        for writer in running:
            if writer.poll() is None:
                writer.kill()
        house.end()
    return report
