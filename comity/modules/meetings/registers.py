"""How meetings, agenda items, decisions and what hangs on them appear."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from .decision_pages import DecisionPage
from .meeting_pages import ItemPage, MeetingPage
from .models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Ballot,
    Condition,
    Decision,
    Entitlement,
    Meeting,
    Opinion,
    Recusal,
    Reply,
)

SIGHT = Panel(_("Who sees it"), "unit", "classification")


@register
class Meetings(Register):
    model = Meeting
    group = "Decide"
    order = 40
    columns = ["reference", "title", "starts_at", "body", "form", "state"]
    filters = ["body", "form", "state", "starts_at", "unit"]
    sort = "-starts_at"
    sorts = ["starts_at", "reference"]
    panels = [
        Panel(_("When and where"), "starts_at", "ends_at", "zone", "place", "link", "deadline", "form"),
        Panel(_("Body"), "body", "chair", "secretary", "quorum_present", "quorum_needed"),
        Panel(_("Minutes"), "minutes", "adopted_on"),
        Panel(_("Who sees it"), "unit", "classification", "public"),
    ]
    fields = [
        "title", "body", "form", "starts_at", "ends_at", "zone", "place", "link", "deadline", "chair", "secretary",
        "public", "minutes", "unit", "classification",
    ]  # fmt: skip
    tabs = [Tab(_("To come"), "state=called"), Tab(_("Open"), "state=open")]
    search = {"title": 3, "minutes": 1}
    talk = True
    children = [Children(_("Action items"), "meetings.ActionItem", "meeting")]
    views = {"detail": MeetingPage}


@register
class AgendaItems(Register):
    model = AgendaItem
    group = "Decide"
    order = 220
    columns = ["reference", "title", "body", "state", "matter", "meeting"]
    filters = ["body", "matter", "state", "meeting", "unit", "object_id"]
    panels = [
        Panel(_("Question"), "title", "question", "body", "matter"),
        Panel(_("Recommendation"), "recommended", "recommendation", "requester"),
        Panel(_("Agenda"), "meeting", "place", "origin"),
        SIGHT,
    ]
    fields = [
        "title", "body", "matter", "question", "recommended", "recommendation", "requester", "place", "unit",
        "classification",
    ]  # fmt: skip
    tabs = [Tab(_("Awaiting a meeting"), "state=awaiting"), Tab(_("On an agenda"), "state=scheduled")]
    search = {"title": 3, "question": 2, "recommendation": 1}
    talk = True
    children = [
        Children(_("Decisions"), "meetings.Decision", "item", ("reference", "body", "outcome", "state")),
        Children(_("Conflicts of interest"), "meetings.Recusal", "item", ("person", "interest")),
    ]
    views = {"detail": ItemPage}


@register
class Decisions(Register):
    model = Decision
    group = "Decide"
    order = 44
    columns = ["reference", "title", "body", "outcome", "state", "matter", "signed_at"]
    filters = ["body", "matter", "outcome", "nature", "state", "unit", "object_id"]
    panels = [
        Panel(_("Decision"), "title", "item", "body", "meeting", "matter", "nature"),
        Panel(_("How it was reached"), "proposed", "method", "rule", "quorum_needed", "outcome"),
        Panel(_("Text"), "text", "dissent"),
        Panel(_("When it holds"), "effective_from", "review_on", "replaces", "revokes", "refer_to"),
        Panel(_("Signature"), "signed_by", "signed_at"),
        SIGHT,
    ]
    fields = [
        "title", "item", "proposed", "method", "text", "dissent", "effective_from", "review_on", "replaces", "revokes",
        "unit", "classification",
    ]  # fmt: skip
    tabs = [
        Tab(_("To sign"), "state=taken"),
        Tab(_("In deliberation"), "state=deliberating"),
        Tab(_("In effect"), "state=in_effect"),
    ]
    search = {"title": 3, "text": 2}
    talk = True
    meaning = True
    views = {"detail": DecisionPage}


@register
class Conditions(Register):
    model = Condition
    group = "Decide"
    order = 224
    columns = ["text", "decision", "due", "state", "owner"]
    filters = ["decision", "state", "due", "owner"]
    sort = "due"
    sorts = ["due"]
    panels = [
        Panel(_("Condition"), "decision", "text", "due", "owner"),
        Panel(_("How it was met"), "evidence"),
    ]
    fields = ["decision", "text", "due", "owner"]


@register
class Opinions(Register):
    model = Opinion
    group = "Decide"
    order = 226
    columns = ["reference", "title", "body", "stance", "disposition"]
    filters = ["body", "stance", "disposition", "unit"]
    panels = [
        Panel(_("Opinion"), "title", "body", "decision", "stance", "text"),
        Panel(_("What the decision made of it"), "disposition", "disposition_reason"),
        SIGHT,
    ]
    fields = []
    search = {"title": 3, "text": 1}

    @classmethod
    def form_fields(cls) -> list[str]:
        """An opinion is delivered by its body, never written by hand."""
        return []


@register
class ActionItems(Register):
    model = ActionItem
    group = "Decide"
    order = 228
    columns = ["reference", "title", "owner", "due", "state"]
    filters = ["owner", "state", "due", "meeting", "decision", "unit"]
    sort = "-due"
    sorts = ["due", "reference"]
    panels = [
        Panel(_("What is to be done"), "title", "text", "owner", "due"),
        Panel(_("Where it comes from"), "meeting", "decision"),
        SIGHT,
    ]
    tabs = [Tab(_("Open"), "state=open"), Tab(_("Overdue"), "state=overdue")]
    search = {"title": 3, "text": 1}
    talk = True


@register
class AttendanceRows(Register):
    model = Attendance
    group = "Decide"
    menu = False
    columns = ["person", "meeting", "presence", "stand_in"]
    filters = ["meeting", "person", "presence"]
    panels = [Panel(_("Attendance"), "meeting", "person", "presence", "stand_in")]


@register
class Recusals(Register):
    model = Recusal
    group = "Decide"
    menu = False
    columns = ["person", "item", "interest"]
    filters = ["item", "person"]
    panels = [Panel(_("Conflict of interest"), "item", "person", "interest")]


@register
class Entitlements(Register):
    model = Entitlement
    group = "Decide"
    menu = False
    columns = ["person", "decision", "weight", "caster", "present"]
    filters = ["decision", "person", "caster"]
    panels = [
        Panel(_("Entitlement to vote"), "decision", "person", "capacity", "weight", "caster", "present")
    ]


@register
class Ballots(Register):
    model = Ballot
    group = "Decide"
    menu = False
    columns = ["entitlement", "decision", "choice", "weight", "cast_by"]
    filters = ["decision", "choice", "cast_by"]
    panels = [Panel(_("Ballot"), "decision", "entitlement", "choice", "weight", "cast_by", "statement")]

    @classmethod
    def form_fields(cls) -> list[str]:
        """A vote is cast on its own page, or at its own address of the API."""
        return []


@register
class Replies(Register):
    model = Reply
    group = "Decide"
    menu = False
    columns = ["decision", "disposition", "why"]
    filters = ["decision", "disposition"]
    panels = [Panel(_("Answer to advice"), "decision", "disposition", "why")]

    @classmethod
    def form_fields(cls) -> list[str]:
        """Advice is answered on the page of the decision, where it can be read."""
        return []
