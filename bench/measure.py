"""Running the cases: small and large data side by side, in short blocks by turns, so that noise falls on all alike."""

import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from .cases import Case, cases
from .client import high, middle, timed
from .place import ROOT, Place
from .server import Server

PORTS = (8200, 8201)
MANY = 8


@dataclass
class Figures:
    """Milliseconds of one case on one set of data: alone, among eight, and processor time of one request."""

    alone: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)
    cpu: float = 0.0
    asked: int = 0

    @property
    def p50(self) -> float:
        return middle(self.alone)

    @property
    def p95(self) -> float:
        return high(self.alone)

    @property
    def cpu_each(self) -> float:
        return self.cpu / max(1, self.asked)


@dataclass
class Outcome:
    """Everything measured on one database."""

    database: str
    sizes: tuple[int, ...]
    web: dict[int, dict[str, Figures]] = field(default_factory=dict)
    inside: dict[int, dict[str, tuple[float, float]]] = field(default_factory=dict)
    rows: dict[int, dict[str, int]] = field(default_factory=dict)
    memory: dict[str, tuple[float, float]] = field(default_factory=dict)
    weight: dict[str, int] = field(default_factory=dict)
    extras: dict[str, float] = field(default_factory=dict)
    data: dict[int, dict[str, Any]] = field(default_factory=dict)

    def growth(self, name: str) -> float | None:
        """Return how many times slower a case is on the large data; None where the pages hold unlike numbers of rows."""
        small, large = self.web[self.sizes[0]].get(name), self.web[self.sizes[-1]][name]
        rows = [self.rows[size]["limited"] for size in (self.sizes[0], self.sizes[-1])]
        unlike = name in ("list, limited", "JSON list, limited") and rows[0] != rows[1]
        if unlike or small is None or not small.alone or not large.alone:
            return None
        return large.p50 / small.p50


def inside(place: Place, what: str) -> dict[str, Any]:
    """Ask a process inside the place (see `bench.inside`)."""
    command = [sys.executable, "-m", "bench.inside", place.database, str(place.tickets), what]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def run(database: str, sizes: tuple[int, ...], requests: int) -> Outcome:
    """Measure every case on every size of one database; `requests` of each case, alone and among eight."""
    outcome = Outcome(database, sizes)
    servers: dict[int, Server] = {}
    chosen: dict[int, list[Case]] = {}
    try:
        for size, port in zip(sizes, PORTS, strict=False):
            place = Place(database, size)
            known = inside(place, "prepare")
            outcome.data[size] = json.loads((place.var / "whole").read_text())
            outcome.rows[size] = {who: known[who]["rows"] for who in ("limited", "agent")}
            servers[size] = Server(place, port)
            chosen[size] = cases(port, known)
            outcome.web[size] = defaultdict(Figures)
        _warm(servers, chosen, outcome)
        rounds = 10
        for one in range(rounds):
            print(f"  {database}: round {one + 1} of {rounds}", flush=True)
            for size, server in servers.items():
                for case in chosen[size]:
                    _block(server, case, outcome.web[size][case.name], requests // rounds)
        outcome.memory["after"] = servers[sizes[-1]].memory()
    finally:
        for server in servers.values():
            server.stop()
    for size in sizes:
        print(f"  {database}: bare SQL and the index at {size:,}", flush=True)
        outcome.inside[size] = inside(Place(database, size), "measure")
    return outcome


def _warm(servers: dict[int, Server], chosen: dict[int, list[Case]], outcome: Outcome) -> None:
    """Let every process see every page, and weigh memory before and after the search page is first used."""
    for size, server in servers.items():
        for case in sorted(chosen[size], key=lambda case: case.name.startswith("search")):
            first = "before search" not in outcome.memory and size == max(servers)
            if case.name.startswith("search") and first:
                outcome.memory["before search"] = server.memory()
            timed(server.port, case.make(), 3, 4)


def _block(server: Server, case: Case, figures: Figures, count: int) -> None:
    """Ask `count` times alone, then by eight at once."""
    requests, before = case.make(), server.cpu()
    figures.alone += timed(server.port, requests, count, 1)
    figures.cpu += server.cpu() - before
    figures.asked += count
    figures.many += timed(server.port, requests, max(1, count // 4), MANY)
