"""The door of governance: who may, who decides, who sits where. Other modules ask here and nowhere else.

    found = route("case.decision", case.facts())      # Route(body, mode, source, reviewers, sentence, compared)
    answer = may(person, "decide", "case.decision", case.facts())

Foreign keys use the strings "governance.Body", "governance.Matter", "governance.Programme", "governance.Seat".
An `authority` handed to `actions.take` has `body_id`, `reference` and `covers(record, step) -> bool`.
"""

from comity.kernel.flow.mandates import Facts

from . import matters
from .hooks import Decided, Waiting, awaits, decided_where
from .matters import MATTERS
from .models.bodies import ACTING, Capacity, Quorum, Voting
from .models.constitutions import Right
from .models.mandates import Mode
from .queries import (
    Route,
    alone,
    bodies_of,
    bodies_with,
    chair,
    is_member,
    may,
    quorum_needed,
    route,
    seats_of,
    secretaries,
    voters,
)

__all__ = [
    "ACTING", "MATTERS", "Capacity", "Decided", "Facts", "Mode", "Quorum", "Right", "Route", "Voting", "Waiting",
    "alone", "awaits", "bodies_of", "bodies_with", "chair", "decided_where", "is_member", "matters", "may",
    "quorum_needed", "route", "seats_of", "secretaries", "voters",
]  # fmt: skip
