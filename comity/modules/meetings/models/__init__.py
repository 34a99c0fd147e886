"""The tables of meetings and decisions."""

from .decisions import FINAL, OPEN, Ballot, Condition, Decision, Entitlement, Reply
from .follow import ActionItem, Opinion
from .keys import FeedKey
from .meetings import AgendaItem, Attendance, Meeting, Recusal
from .words import STANCES, THERE, Choice, Form, Method, Nature, Outcome, Presence

__all__ = [
    "FINAL", "OPEN", "STANCES", "THERE", "ActionItem", "AgendaItem", "Attendance", "Ballot", "Choice", "Condition",
    "Decision", "Entitlement", "FeedKey", "Form", "Meeting", "Method", "Nature", "Opinion", "Outcome", "Presence",
    "Recusal", "Reply",
]  # fmt: skip
