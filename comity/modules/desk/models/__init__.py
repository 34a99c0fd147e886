"""The tables of the desk: the catalogue, who works, what is promised, tickets, and what is counted."""

from .agreements import Agreement, Target
from .catalogue import Area, Offering, OfferingKind, Service
from .counting import Attainment, OfferingDay, Outcome
from .groups import Group, GroupMember
from .logs import ImportedCase, LogMapping
from .tickets import FAR, Draft, PriorityRule, Satisfaction, Ticket, TicketType

__all__ = [
    "FAR", "Agreement", "Area", "Attainment", "Draft", "Group", "GroupMember", "ImportedCase", "LogMapping", "Offering",
    "OfferingDay", "OfferingKind", "Outcome", "PriorityRule", "Satisfaction", "Service", "Target", "Ticket", "TicketType",
]  # fmt: skip
