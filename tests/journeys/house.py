"""The house that journeys walk through: the whole demonstration behind a real server, at an hour they choose."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.testcases import LiveServerThread
from django.test.utils import setup_databases, teardown_databases
from django.utils.translation import override

from comity.kernel.base.moment import at
from comity.kernel.people.models import Account
from comity.kernel.search.follow import catch_up

MORNING = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
"""A Wednesday: 09:00 in Nairobi, 08:00 in Beirut, 01:00 in New York."""


@dataclass
class House:
    """Where the server answers, and what time it is there."""

    url: str = ""
    time: datetime = MORNING

    def later(self, **lapse: float) -> None:
        """Let time pass: `house.later(hours=2)`."""
        self.time += timedelta(**lapse)

    def now(self) -> Any:
        """Return the block in which the test itself does something at the house's time."""
        return at(self.time)

    def account(self, key: str) -> Any:
        """Return the account of one of the cast: `house.account("desk-agent")`."""
        return Account.objects.select_related("person__station").get(login=f"demo-{key}")

    def person(self, key: str) -> Any:
        return self.account(key).person

    def cookie(self, key: str) -> dict[str, str]:
        """Return the session of one of the cast, for a browser that is to be signed in already."""
        client = Client()
        client.force_login(self.account(key), backend="allauth.account.auth_backends.AuthenticationBackend")
        return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.url}

    def index(self) -> None:
        """Let search follow what was written, as its process does in a running house."""
        with self.now():
            catch_up()


HOUSE = House()
_one_at_a_time = threading.RLock()


class Served(StaticFilesHandler):
    """Answers requests at the time of the house, one at a time: all threads share SQLite's one connection."""

    def __call__(self, environ: Any, start_response: Any) -> Any:
        if self._should_handle(environ.get("PATH_INFO", "")):
            return super().__call__(environ, start_response)
        with _one_at_a_time, HOUSE.now():
            return super().__call__(environ, start_response)


@contextmanager
def tables() -> Iterator[None]:
    """Make the test database where pytest-django has not: it counts only tests that it empties tables after."""
    creation = connection.creation
    if connection.settings_dict["NAME"] == creation._get_test_db_name():
        yield
        return
    made = setup_databases(verbosity=0, interactive=False, aliases={connection.alias})
    yield
    teardown_databases(made, verbosity=0)


def open_house() -> LiveServerThread:
    """Load the demonstration and start the server."""
    with override("en"), HOUSE.now():
        call_command("demo", stdout=io.StringIO())
        catch_up()
    shared = {}
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        shared = {connection.alias: connections[connection.alias]}
        connection.inc_thread_sharing()
    server = LiveServerThread("127.0.0.1", static_handler=Served, connections_override=shared)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    HOUSE.url = f"http://127.0.0.1:{server.port}"
    return server


def enter(server: LiveServerThread) -> None:
    """Let this test use the server's connection: beside Playwright's event loop Django would open another."""
    for alias, shared in server.connections_override.items():
        connections[alias] = shared


def close_house(server: LiveServerThread) -> None:
    """Stop the server and empty the tables, as every test that writes for good does."""
    from comity.kernel.audit.guards import lift

    server.terminate()
    for shared in server.connections_override.values():
        shared.dec_thread_sharing()
    lift()
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)
