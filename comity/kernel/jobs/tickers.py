"""The thread in which a worker calls its tickers, one after the other."""

import logging
import threading
import time

from django.db import connection

from .declare import Ticker, tickers
from .schedule import mine_alone

log = logging.getLogger(__name__)
LONGEST = 60.0  # seconds between two calls of a ticker that keeps failing


class Tickers(threading.Thread):
    """Calls each ticker when it is due, until `stopping`; one that fails is called less often."""

    def __init__(self, stopping: threading.Event):
        super().__init__(name="tickers", daemon=True)
        self.stopping = stopping
        self.due: dict[str, float] = {}
        self.wait: dict[str, float] = {}

    def run(self) -> None:
        while not self.stopping.wait(0.2):
            for ticker in list(tickers.values()):
                if self.stopping.is_set():
                    break
                if time.monotonic() >= self.due.get(ticker.name, 0):
                    self.call(ticker)
        connection.close()

    def call(self, ticker: Ticker) -> None:
        """Call one ticker and say when it is due again."""
        every = ticker.every.total_seconds()
        try:
            if not ticker.alone or mine_alone(ticker):
                ticker.call()
            self.wait[ticker.name] = every
        except Exception:
            log.exception("The ticker %s failed", ticker.name)
            self.wait[ticker.name] = min(max(LONGEST, every), 2 * self.wait.get(ticker.name, every))
            connection.close_if_unusable_or_obsolete()
        self.due[ticker.name] = time.monotonic() + self.wait[ticker.name]
