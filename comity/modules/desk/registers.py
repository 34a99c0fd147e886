"""How services, offerings, groups, agreements and tickets appear."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Panel, Register, Tab, register

from .models import (
    Agreement,
    Group,
    GroupMember,
    LogMapping,
    Offering,
    PriorityRule,
    Satisfaction,
    Service,
    Target,
    Ticket,
)
from .sides import answers_side, clock_chips, rating_side
from .ticket_pages import LogTicket, ShowTicket, TicketList


@register
class Tickets(Register):
    model = Ticket
    group = "Serve"
    order = 10
    columns = [
        "reference",
        "title",
        "state",
        "due_at",
        "priority",
        "group",
        "assignee",
        "requester",
        "unit",
        "opened_at",
    ]
    filters = [
        "state",
        "priority",
        "ticket_type",
        "group",
        "assignee",
        "service",
        "unit",
        "requester",
        "opened_at",
        "source",
    ]
    sort = "-opened_at"
    sorts = ["opened_at", "due_at", "priority"]
    panels = [
        Panel(_("What it is about"), "title", "description", "service", "offering", "category"),
        Panel(_("Who and where"), "requester", "opened_by", "channel", "unit", "station", "classification"),
        Panel(_("How much it matters"), "ticket_type", "impact", "urgency", "priority"),
        Panel(_("Who deals with it"), "group", "assignee", "reassign_count", "reopen_count"),
        Panel(_("By when"), "opened_at", "response_due", "due_at", "resolved_at", "closed_at"),
        Panel(_("How it ended"), "resolution", "resolution_code"),
        Panel(_("Where it comes from"), "source", "external_number", "kept"),
    ]
    fields = [
        "title", "description", "ticket_type", "service", "offering", "requester", "channel", "unit", "station", "category",
        "impact", "urgency", "classification",
    ]  # fmt: skip
    search = {"title": 3, "description": 1, "resolution": 1, "external_number": 3}
    tabs = [
        Tab(_("Open"), "state=open&sort=due_at"),
        Tab(_("Critical and open"), "state=open&priority=1&sort=due_at"),
        Tab(_("New"), "state=new&sort=due_at"),
        Tab(_("Waiting for the requester"), "state=waiting_user&sort=due_at"),
        Tab(_("All"), ""),
    ]
    talk = True
    side = (answers_side, rating_side)
    views = {"list": TicketList, "add": LogTicket, "detail": ShowTicket}

    @classmethod
    def clocks(cls, record: Any, person: Any) -> list[dict[str, Any]]:
        return clock_chips(record, person)


@register
class Services(Register):
    model = Service
    group = "Serve"
    order = 40
    columns = ["code", "name", "area", "state", "owner", "unit"]
    filters = ["area", "state", "owner", "unit"]
    sort = "code"
    sorts = ["code", "area"]
    panels = [
        Panel(_("Service"), "code", "name", "area", "description"),
        Panel(_("Extent and limits"), "extent", "limits"),
        Panel(_("Who answers for it"), "owner", "unit"),
    ]
    search = {"name": 3, "code": 3, "description": 1, "extent": 1, "limits": 1}
    meaning = True


@register
class Offerings(Register):
    model = Offering
    group = "Serve"
    order = 50
    columns = ["code", "name", "service", "kind", "group", "active"]
    filters = ["service", "kind", "group", "unit", "active"]
    sort = "code"
    sorts = ["code", "kind"]
    panels = [
        Panel(_("Offering"), "code", "name", "service", "kind", "active"),
        Panel(_("What the page says"), "what", "for_whom", "cost", "limits"),
        Panel(_("Who may ask, and what is asked"), "audience", "questions"),
        Panel(_("Who deals with it"), "unit", "group", "impact", "urgency"),
    ]
    search = {"name": 3, "code": 3, "what": 1, "for_whom": 1, "limits": 1}
    meaning = True


@register
class Groups(Register):
    model = Group
    group = "Serve"
    order = 60
    columns = ["code", "name", "unit", "station", "calendar", "active"]
    filters = ["unit", "station", "calendar", "active"]
    sort = "code"
    sorts = ["code"]
    panels = [Panel(_("Group"), "code", "name", "unit", "station", "calendar", "active")]
    search = {"name": 3, "code": 3}


@register
class GroupMembers(Register):
    model = GroupMember
    group = "Serve"
    order = 65
    menu = False
    columns = ["group", "person", "leads", "starts", "ends"]
    filters = ["group", "person", "leads"]
    panels = [Panel(_("Member"), "group", "person", "leads", "starts", "ends")]


@register
class Agreements(Register):
    model = Agreement
    group = "Serve"
    order = 270
    columns = ["code", "edition", "name", "kind", "service", "offering", "group", "starts", "ends"]
    filters = ["kind", "service", "offering", "group", "unit"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Agreement"), "code", "edition", "name", "kind", "unit"),
        Panel(_("What it covers"), "service", "offering", "group", "ticket_type"),
        Panel(_("When it holds"), "starts", "ends"),
    ]
    search = {"name": 3, "code": 3}


@register
class AgreedTimes(Register):
    model = Target
    group = "Serve"
    order = 75
    menu = False
    columns = ["agreement", "priority", "definition"]
    filters = ["agreement", "priority"]
    panels = [Panel(_("Agreed time"), "agreement", "priority", "definition")]


@register
class PriorityRules(Register):
    model = PriorityRule
    group = "Serve"
    order = 80
    menu = False
    columns = ["impact", "urgency", "priority"]
    panels = [Panel(_("Rule"), "impact", "urgency", "priority")]


@register
class Ratings(Register):
    model = Satisfaction
    group = "Serve"
    order = 85
    menu = False
    columns = ["ticket", "rating", "words", "created_at"]
    filters = ["rating"]
    panels = [Panel(_("Rating"), "ticket", "author", "rating", "words")]


@register
class LogMappings(Register):
    model = LogMapping
    group = "Serve"
    order = 90
    menu = False
    columns = ["code", "name", "unit", "zone"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Mapping"), "code", "name", "unit", "ticket_type"),
        Panel(_("Columns and words"), "columns", "states", "words", "kept", "missing"),
        Panel(_("Dates"), "date_format", "zone"),
    ]
