"""`python -m bench` (`make bench`): measure the pages against their floors, print the table, keep it in the docs."""

import argparse
import os
import subprocess
import sys

from . import extras, measure, table
from .cases import get
from .inside import LIST
from .place import Place
from .server import Server


def main() -> None:
    options = argparse.ArgumentParser(prog="bench", description=__doc__)
    options.add_argument("--quick", action="store_true", help="10,000 and 100,000 tickets; nothing is kept")
    options.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    options.add_argument("--requests", type=int, default=200, help="requests of each case (default: 200)")
    options.add_argument(
        "--pages-only", action="store_true", help="without the import of the log and the clocks"
    )
    given = options.parse_args()
    sizes = (10_000, 100_000) if given.quick else (10_000, 1_000_000)
    kinds = ("sqlite", "postgres") if given.database == "both" else (given.database,)
    outcomes, load = [], []
    for kind in kinds:
        for size in sizes:
            if not Place(kind, size).whole:
                command = [sys.executable, "-m", "bench.data", "--n", str(size), "--database", kind]
                subprocess.run(command, check=True)
        load.append(os.getloadavg()[0])
        outcome = measure.run(kind, sizes, given.requests)
        load.append(os.getloadavg()[0])
        weigh(outcome, Place(kind, sizes[-1]))
        if not given.pages_only:
            print(f"  {kind}: import of the log", flush=True)
            outcome.extras |= extras.log_import(Place(kind, sizes[0]))
            print(f"  {kind}: clocks", flush=True)
            outcome.extras |= extras.clocks(kind, 100_000 if given.quick else 1_000_000)
        outcomes.append(outcome)
    more = "" if given.pages_only else beside(kinds, given.quick)
    words = " to ".join(f"{one:.1f}" for one in sorted({min(load), max(load)}))
    keep = not given.quick and not given.pages_only
    print(table.write(outcomes, given.requests, words, more, keep=keep))
    if keep:
        print(f"Written to {table.PAGE}.")


def beside(kinds: tuple[str, ...], quick: bool) -> str:
    """Measure the ledger on each database, and selection, which needs none."""
    print("  the ledger", flush=True)
    ledger = "\n".join(extras.told("bench.finance", "--database", kind) for kind in kinds)
    print("  selection", flush=True)
    wish = [str(extras.KNAPSACKS)] if extras.KNAPSACKS.exists() else []
    wish += ["--known-only"] if quick and wish else ["--seconds", "30"]
    return table.BESIDE.format(ledger=ledger, selection=extras.told("bench.selection", *wish))


def weigh(outcome: measure.Outcome, place: Place) -> None:
    """Weigh the list page, and a web process that has searched."""
    known = measure.inside(place, "prepare")["agent"]
    server = Server(place, measure.PORTS[1], workers=1)
    try:
        known["cookies"] = {"sessionid": known["cookie"]}
        outcome.weight = extras.weights(server.port, get(f"/desk/tickets/?{LIST}", known))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
