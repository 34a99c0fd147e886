"""`python -m tests.crash --database sqlite|postgres --rounds N`: prints what happened; ends with 1 when anything is lost."""

import argparse
import os
import sys

from .rounds import Report, crash

PROMISED = 5.0  # seconds until the first good answer


def told(report: Report) -> None:
    """Print a report."""
    print(
        f"acknowledged: {report.acknowledged}; {report.tickets} tickets; notes of the writers: {report.counts}"
    )
    for what, taken in report.back.items():
        late = sum(seconds > PROMISED for seconds in taken)
        print(
            f"killed {what}: back after {max(taken):.1f} s at most, {late} of {len(taken)} later than {PROMISED:.0f} s"
        )
    for fault in report.faults[:50]:
        print(f"FAULT {fault}")
    print(f"{len(report.faults)} faults; load average {os.getloadavg()[0]:.1f}")


def main() -> None:
    options = argparse.ArgumentParser(prog="tests.crash", description=__doc__)
    options.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--writers", type=int, default=4)
    options.add_argument("--port", type=int, default=8250)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    report = crash(given.database, given.rounds, given.port, writers=given.writers, seed=given.seed)
    told(report)
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
