"""`comity search rebuild | status | check | follow`: the index of this node."""

import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comity.kernel.search import follow, home, outbox
from comity.kernel.search import rebuild as building


class Command(BaseCommand):
    help = "Build, follow, inspect or check the search index of this node."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        build = verbs.add_parser("rebuild", help="Build the index anew beside the old one, then switch.")
        build.add_argument("--processes", type=int, default=2)
        verbs.add_parser("status", help="Say how far each node has read the outbox.")
        verbs.add_parser("check", help="Compare the keys of database and index; the difference must be zero.")
        verbs.add_parser("follow", help="Follow the outbox until stopped; one process on each node.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says."""
        match options["verb"]:
            case "rebuild":
                self.rebuild(options["processes"])
            case "check":
                self.compare()
            case "follow":
                self.follow()
            case _:
                self.status()

    def rebuild(self, processes: int) -> None:
        """Build with progress and an estimate of the time left."""
        begun = last = time.monotonic()

        def progress(done: int, count: int) -> None:
            nonlocal last
            if time.monotonic() - last < 1 and done < count:
                return
            last = time.monotonic()
            left = (last - begun) / max(1, done) * max(0, count - done)
            self.stdout.write(f"{done:,} of {count:,} things, {left:,.0f} s left")
            self.stdout.flush()

        try:
            build = building.rebuild(processes, progress)
        except home.Taken:
            raise CommandError("A rebuild is running on this node already.") from None
        self.stdout.write(
            f"Built {build.name} in {time.monotonic() - begun:,.0f} s. The follower catches up now."
        )

    def status(self) -> None:
        """List nodes with the rows they have yet to read."""
        build = home.current()
        self.stdout.write(f"This node: {home.node()}, index: {build.name if build else 'none'}")
        for name, (rows, age) in outbox.lag().items():
            self.stdout.write(f"{name}: {rows:,} rows to read, the oldest waits {age:,.1f} s")

    def compare(self) -> None:
        """Compare keys of database and index, and fail when they differ."""
        missing, gone = building.check()
        for thing in missing[:20]:
            self.stdout.write(f"missing from the index: {thing}")
        for thing in gone[:20]:
            self.stdout.write(f"in the index and gone: {thing}")
        if missing or gone:
            raise CommandError(
                f"{len(missing):,} things are missing and {len(gone):,} are gone: run rebuild."
            )
        self.stdout.write("The keys of database and index are the same.")

    def follow(self) -> None:
        """Follow until the process is asked to stop."""
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        follow.follow(stop, said=self.stdout.write)
