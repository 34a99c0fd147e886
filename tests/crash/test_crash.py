"""A short play of the script: everything is killed once while two write, and nothing acknowledged is lost."""

import os
import socket

from .rounds import crash


def free_port() -> int:
    """Return a port that nothing listens on, from those of the crash script."""
    for port in range(8270, 8300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError("No port is free between 8270 and 8299.")


def test_what_was_acknowledged_survives_a_kill_of_everything():
    database = "postgres" if os.environ.get("COMITY_TEST_DATABASE") else "sqlite"
    report = crash(database, 1, free_port(), writers=2, calm=(1.5, 2.5), kinds=("all",))
    assert report.faults == []
    assert sum(report.acknowledged.values()) > 0
