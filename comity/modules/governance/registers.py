"""How constitutions, bodies, seats, mandates and the accountability framework appear."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from .models import Accountability, Body, Constitution, Mandate, Matter, Programme, Seat

REACH = Panel(
    _("How far"), "unit", "below", "programme", "amount_from", "amount_to", "risk_from", "risk_to"
)  # fmt: skip


@register
class Bodies(Register):
    model = Body
    group = "Decide"
    order = 10
    columns = ["code", "name", "kind", "programme", "parent", "constitution"]
    filters = ["kind", "programme", "parent", "unit", "constitution"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Body"), "code", "name", "kind", "programme", "parent", "unit"),
        Panel(_("What it is for"), "terms", "composition", "source"),
        Panel(
            _("How it decides"), "quorum", "quorum_least", "voting_rule", "chair_breaks_ties", "meets_months", "rules_source"
        ),
        Panel(_("When it stands"), "constitution", "starts", "ends"),
    ]  # fmt: skip
    search = {"name": 3, "code": 3, "terms": 1}
    children = [
        Children(_("Seats"), "governance.Seat", "body", ("person", "capacity", "votes", "starts", "ends")),
        Children(
            _("Mandates"), "governance.Mandate", "body",
            ("code", "right", "matter", "source", "unit", "amount_to"),
        ),
    ]  # fmt: skip


@register
class Seats(Register):
    model = Seat
    group = "Decide"
    order = 210
    columns = ["person", "body", "capacity", "votes", "starts", "ends"]
    filters = ["person", "body", "capacity"]
    panels = [
        Panel(_("Seat"), "body", "person", "capacity", "votes", "alternate_for"),
        Panel(_("When"), "starts", "ends", "source"),
    ]


@register
class Mandates(Register):
    model = Mandate
    group = "Decide"
    order = 14
    menu = False  # the pages of governance lead here
    columns = ["code", "body", "right", "matter", "unit", "programme", "source"]
    filters = ["body", "right", "matter", "unit", "programme", "constitution"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Mandate"), "code", "body", "right", "matter"),
        REACH,
        Panel(_("By which source"), "source", "note", "constitution", "starts", "ends"),
    ]


@register
class AccountabilityFramework(Register):
    model = Accountability
    group = "Decide"
    order = 16
    menu = False  # the pages of governance lead here
    columns = ["code", "matter", "mode", "decider", "reviewer", "endorser", "unit", "programme"]
    filters = ["matter", "mode", "decider", "unit", "programme", "constitution"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Who decides what"), "code", "matter", "mode", "decider", "reviewer", "endorser"),
        REACH,
        Panel(_("By which source"), "source", "note", "constitution", "starts", "ends"),
    ]
    tabs = [
        Tab(_("Central"), "mode=central"),
        Tab(_("Shared"), "mode=shared"),
        Tab(_("Local"), "mode=local"),
    ]


@register
class Constitutions(Register):
    model = Constitution
    group = "Decide"
    order = 18
    menu = False  # the pages of governance lead here
    columns = ["code", "name", "state", "starts", "ends", "source"]
    filters = ["state"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Constitution"), "code", "name", "purpose", "source"),
        Panel(_("When"), "starts", "ends"),
    ]


@register
class Matters(Register):
    model = Matter
    group = "Decide"
    order = 20
    menu = False  # the pages of governance lead here
    columns = ["code", "name", "act", "place", "source"]
    filters = ["act"]
    sort = "code"
    sorts = ["code", "place"]
    panels = [Panel(_("Matter"), "code", "name", "act", "place", "source")]
    search = {"name": 3, "code": 3}


@register
class Programmes(Register):
    model = Programme
    group = "Decide"
    order = 22
    menu = False  # the pages of governance lead here
    columns = ["code", "name", "purpose"]
    sort = "code"
    sorts = ["code"]
    panels = [Panel(_("Programme"), "code", "name", "purpose", "source"), Panel(_("When"), "starts", "ends")]
    search = {"name": 3, "code": 3}
