"""`comity work`: the worker of this machine."""

import os
import signal
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ...execution import drain
from ...schedule import sync, tick
from ...worker import Worker


class Command(BaseCommand):
    help = "Do queued and scheduled work until told to stop (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hands", type=int, default=2, help="jobs at the same time (default: 2)")
        parser.add_argument("--poll", type=float, default=0.5, help="seconds between two looks at the queue")
        parser.add_argument(
            "--lease", type=float, default=60, help="seconds after which a dead worker's jobs are taken"
        )
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            sync()
            tick()
            self.stdout.write(f"{drain()} jobs were done.")
            return
        how = {"poll": options["poll"], "lease": timedelta(seconds=options["lease"])}
        if settings.COMITY_BROKER_URL:
            from ...broker import consume, sweep

            worker = Worker(options["hands"], sweep=sweep, **how)
            consume(worker)
        else:
            worker = Worker(options["hands"], **how)
            for signum in (signal.SIGTERM, signal.SIGINT):
                signal.signal(signum, lambda *_: worker.stop())
            worker.run()
        if worker.held:
            # A job that does not listen was given back; its thread must not outlive this promise.
            os._exit(0)
