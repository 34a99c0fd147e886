"""What sample records of the desk hold, for tests; and the desk of the demonstration."""

from collections.abc import Callable
from typing import Any

from comity.kernel.audit import journal

from . import demo_catalogue, demo_desk, demo_tickets
from .models import Group

order = 30


def sample_service(make: Callable[..., Any]) -> dict[str, Any]:
    return {"area": "workplace", "owner": None}


def sample_offering(make: Callable[..., Any]) -> dict[str, Any]:
    return {"kind": "request", "questions": [], "audience": {"everybody": True}}


def sample_ticket(make: Callable[..., Any]) -> dict[str, Any]:
    return {"title": "No sound in the meeting room", "ticket_type": "incident"}


def sample_groupmember(make: Callable[..., Any]) -> dict[str, Any]:
    return {"group": make("desk.group"), "starts": None, "ends": None}


def sample_target(make: Callable[..., Any]) -> dict[str, Any]:
    return {"priority": None, "definition": make("clocks.clockdefinition")}


def sample_priorityrule(make: Callable[..., Any]) -> dict[str, Any]:
    return {"impact": 1, "urgency": 1, "priority": 1}


def sample_satisfaction(make: Callable[..., Any]) -> dict[str, Any]:
    return {"ticket": make("desk.ticket"), "rating": 4}


def sample_logmapping(make: Callable[..., Any]) -> dict[str, Any]:
    columns = {"number": "number", "state": "incident_state", "updated_at": "sys_updated_at"}
    return {"columns": columns, "states": {"New": "new", "Closed": "closed"}, "zone": "UTC"}


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write the desks, the catalogue, the agreements and their tickets; again is harmless."""
    if Group.objects.exists():
        return
    with journal.writing(demo_desk.US, "The service desk of the demonstration."):
        groups = demo_desk.load_groups()
        demo_catalogue.load_services()
        demo_catalogue.load_offerings(groups)
        demo_desk.load_agreements(groups)
    demo_tickets.load_tickets(progress)
