"""How funds, envelopes, movements and expenses appear."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from .models import Earmark, Envelope, EnvelopeProposal, Expense, ExpenseMapping, Fund, Movement


@register
class Funds(Register):
    model = Fund
    group = "Resource"
    order = 40
    columns = ["code", "name", "source", "period", "first_year", "last_year"]
    filters = ["source", "period"]
    sort = "code"
    sorts = ["code", "source"]
    panels = [
        Panel(_("Fund"), "code", "name", "source", "purpose"),
        Panel(_("Period"), "period", "first_year", "last_year", "carries_forward"),
    ]
    children = [
        Children(_("Earmarks"), "finance.Earmark", "fund"),
        Children(
            _("Envelopes"), "finance.Envelope", "fund", ("code", "allotted", "reserved", "committed", "spent")
        ),
    ]
    search = {"name": 3, "code": 3, "purpose": 1}
    meaning = True


@register
class Earmarks(Register):
    model = Earmark
    group = "Resource"
    menu = False
    columns = ["fund", "programme", "unit", "source"]
    filters = ["fund", "programme", "unit"]
    panels = [Panel(_("Earmark"), "fund", "programme", "unit", "source")]


@register
class EnvelopeProposals(Register):
    model = EnvelopeProposal
    group = "Decide"
    order = 230
    columns = ["reference", "title", "state", "amount", "year", "programme", "fund", "change"]
    filters = ["state", "programme", "fund", "year", "change", "unit"]
    panels = [
        Panel(_("What is proposed"), "title", "programme", "fund", "year", "change", "amount", "taken_from"),
        Panel(_("Why"), "justification", "proposer", "unit", "classification"),
        Panel(_("Decision"), "decision"),
    ]
    fields = [
        "title", "programme", "fund", "year", "change", "amount", "taken_from", "justification", "unit",
        "classification",
    ]  # fmt: skip
    tabs = [Tab(_("To be reviewed"), "state=submitted"), Tab(_("To be decided"), "state=reviewed")]
    children = [
        Children(
            _("Movements"), "finance.Movement", "object_id", ("envelope", "kind", "amount", "created_at")
        ),
    ]
    search = {"title": 3, "justification": 1}
    talk = True


@register
class Envelopes(Register):
    model = Envelope
    group = "Resource"
    order = 20
    columns = ["code", "programme", "fund", "year", "allotted", "reserved", "committed", "spent"]
    filters = ["programme", "fund", "year"]
    sort = "code"
    sorts = ["code", "year"]
    panels = [
        Panel(_("Envelope"), "code", "programme", "fund", "year", "unit"),
        Panel(_("Decision"), "proposal", "decision"),
    ]
    search = {"code": 3}


@register
class Movements(Register):
    model = Movement
    group = "Resource"
    order = 200
    columns = ["number", "envelope", "kind", "amount", "decision", "created_at"]
    filters = ["envelope", "kind"]
    panels = [
        Panel(_("Movement"), "envelope", "number", "kind", "amount", "note"),
        Panel(_("What it rests on"), "kind_of", "object_id", "decision", "reverses", "created_at"),
    ]


@register
class Expenses(Register):
    model = Expense
    group = "Resource"
    order = 60
    columns = ["entity", "year", "financing", "section", "amount", "document"]
    filters = ["year", "financing", "entity", "part", "section"]
    sorts = ["year", "entity"]
    panels = [
        Panel(_("Expense"), "entity", "year", "period", "financing", "amount"),
        Panel(_("Place in the budget"), "part", "part_name", "section", "section_name", "area"),
        Panel(_("Source"), "document", "note", "mapping", "key"),
    ]
    search = {"entity": 3, "section_name": 1, "note": 1}


@register
class ExpenseMappings(Register):
    model = ExpenseMapping
    group = "Resource"
    order = 210
    columns = ["code", "name"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Mapping"), "code", "name", "columns"),
        Panel(_("Words"), "financing", "entities", "missing"),
    ]
