"""Project plans as MS Project writes them in XML (MSPDI): tasks, links, resources, costs and baselines 0 to 10.

A plan file is read without network, entities or document types. Money stands there in hundredths, links name
their kind by a number, and a day is written with the hours of a working day.
"""

from .plan import Assignment, Fault, Link, LinkKind, Plan, PlanTask, Resource, Snapshot
from .reading import read
from .writing import write

__all__ = [
    "Assignment", "Fault", "Link", "LinkKind", "Plan", "PlanTask", "Resource", "Snapshot", "read", "write",
]  # fmt: skip
