"""A newcomer's machine: the demonstration, on SQLite, over plain HTTP on loopback."""

from .base import *  # noqa: F403

COMITY_WHERE = True
