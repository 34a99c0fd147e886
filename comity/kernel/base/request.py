"""The name of the request (or command) under way, for the journal and the log."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
