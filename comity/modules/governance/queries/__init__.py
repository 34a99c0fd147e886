"""What people and modules ask: what stands on a day, who sits where, who may, and where a matter goes."""

from .asking import Answerer, alone, bodies_with, may
from .routing import Route, Rule, route
from .seats import bodies_of, chair, is_member, quorum_needed, seats_of, secretaries, voters
from .standing import mandates_on, rules_on, today

__all__ = [
    "Answerer", "Route", "Rule", "alone", "bodies_of", "bodies_with", "chair", "is_member", "mandates_on", "may",
    "quorum_needed", "route", "rules_on", "seats_of", "secretaries", "today", "voters",
]  # fmt: skip
