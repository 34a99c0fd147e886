"""How initiatives and their business cases appear."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from .models import (
    Aim,
    BenefitValue,
    Case,
    CaseAppraisal,
    CaseBenefit,
    CaseCheck,
    CaseForm,
    CaseOption,
    CaseRisk,
    CostLine,
    Initiative,
    InitiativeLink,
    Mapping,
    StaffLine,
)  # fmt: skip
from .sides import story_side


@register
class Initiatives(Register):
    model = Initiative
    group = "Decide"
    order = 51
    columns = ["code", "title", "state", "programme", "category", "time_frame", "sponsor"]
    filters = ["programme", "state", "category", "size", "time_frame", "unit", "sponsor"]
    sort = "code"
    sorts = ["code", "title"]
    panels = [
        Panel(
            _("Initiative"),
            "code",
            "title",
            "programme",
            "category",
            "size",
            "unit",
            "sponsor",
            "classification",
        ),
        Panel(_("Need and gain"), "need", "gain"),
        Panel(_("When"), "time_frame", "begins", "finishes"),
        Panel(_("For comparing with others"), "capability", "systems"),
        Panel(_("Merger"), "merge_into", "merger"),
        Panel(_("Decisions"), "inclusion"),
    ]
    fields = [
        "code", "title", "programme", "category", "size", "unit", "sponsor", "classification", "need", "gain",
        "time_frame", "begins", "finishes", "capability", "systems",
    ]  # fmt: skip
    tabs = [
        Tab(_("To rationalise"), "state=proposed"),
        Tab(_("Under appraisal"), "state=under_appraisal"),
        Tab(_("In the portfolio"), "state=in_portfolio"),
        Tab(_("Delivering"), "state=delivering"),
    ]
    children = [
        Children(_("What it serves"), "portfolio.Aim", "initiative", ("key_result", "goal", "driver", "how")),
        Children(
            _("Business cases"), "portfolio.Case", "initiative", ("reference", "number", "title", "state")
        ),
        Children(_("Other initiatives"), "portfolio.InitiativeLink", "initiative", ("kind", "other", "note")),
    ]
    side = (story_side,)
    search = {"title": 4, "code": 3, "need": 2, "gain": 1, "capability": 2, "systems": 2}
    talk = True
    meaning = True


@register
class Aims(Register):
    model = Aim
    group = "Decide"
    menu = False
    columns = ["initiative", "key_result", "goal", "driver", "how"]
    filters = ["initiative", "key_result", "goal", "driver"]
    panels = [Panel(_("What it serves"), "initiative", "key_result", "goal", "driver", "how")]


@register
class InitiativeLinks(Register):
    model = InitiativeLink
    group = "Decide"
    menu = False
    columns = ["initiative", "kind", "other", "note"]
    filters = ["initiative", "kind", "other"]
    panels = [Panel(_("Link"), "initiative", "kind", "other", "note")]


@register
class Cases(Register):
    model = Case
    group = "Decide"
    order = 52
    columns = ["reference", "title", "state", "initiative", "number", "form", "sponsor", "unit"]
    filters = ["initiative", "state", "form", "unit", "sponsor", "policy"]
    panels = [
        Panel(
            _("Business case"), "title", "initiative", "number", "form", "base_year", "unit", "classification"
        ),
        Panel(_("Who"), "sponsor", "reviewer", "endorser", "decider", "decision"),
        Panel(_("How it was appraised"), "policy", "appraised_on"),
        Panel(_("Conditions"), "lapses_at"),
        Panel(_("Summary"), "summary"),
        Panel(_("The five cases"), "strategic", "economic", "commercial", "financial", "management"),
    ]
    tabs = [
        Tab(_("To review"), "state=in_review"),
        Tab(_("To endorse"), "state=reviewed"),
        Tab(_("To table"), "state=endorsed"),
        Tab(_("To decide"), "state=tabled"),
        Tab(_("With conditions"), "state=approved_with_conditions"),
    ]
    children = [
        Children(_("Options"), "portfolio.CaseOption", "case", ("name", "kind", "preferred", "share")),
        Children(
            _("Benefits"),
            "portfolio.CaseBenefit",
            "case",
            ("name", "kind", "owner", "baseline", "target", "due"),
        ),
        Children(
            _("Risks"),
            "portfolio.CaseRisk",
            "case",
            ("area", "text", "probability", "impact", "blocking", "resolved"),
        ),
        Children(_("Checks"), "portfolio.CaseCheck", "case", ("area", "verdict", "text")),
        Children(
            _("Figures when it was submitted"),
            "portfolio.CaseAppraisal",
            "case",
            ("option", "submission", "appraised_on", "npv", "npsv", "bcr", "payback", "p10", "p50", "p90"),
        ),
    ]
    side = (story_side,)
    search = {"title": 3, "summary": 2, "strategic": 1, "economic": 1}
    talk = True
    meaning = True


@register
class CaseOptions(Register):
    model = CaseOption
    group = "Decide"
    menu = False
    columns = ["name", "case", "kind", "preferred", "share"]
    filters = ["case", "kind", "preferred"]
    panels = [Panel(_("Option"), "case", "name", "kind", "description", "preferred", "share")]
    children = [
        Children(
            _("Cost lines"),
            "portfolio.CostLine",
            "option",
            ("year", "phase", "pool", "fund", "amount", "low", "high"),
        ),
        Children(_("Own staff"), "portfolio.StaffLine", "option", ("year", "category", "months")),
    ]


@register
class CostLines(Register):
    model = CostLine
    group = "Decide"
    menu = False
    columns = ["option", "year", "phase", "pool", "fund", "amount"]
    filters = ["option", "year", "phase", "pool", "fund"]
    sort = "year"
    sorts = ["year"]
    panels = [Panel(_("Cost line"), "option", "year", "phase", "pool", "fund", "amount", "low", "high")]


@register
class StaffLines(Register):
    model = StaffLine
    group = "Decide"
    menu = False
    columns = ["option", "year", "category", "months"]
    filters = ["option", "year", "category"]
    sort = "year"
    sorts = ["year"]
    panels = [Panel(_("Own staff"), "option", "year", "category", "months")]


@register
class CaseBenefits(Register):
    model = CaseBenefit
    group = "Decide"
    menu = False
    columns = ["name", "case", "kind", "owner", "baseline", "target", "due"]
    filters = ["case", "kind", "owner", "indicator"]
    panels = [
        Panel(_("Benefit"), "case", "name", "kind", "description", "owner"),
        Panel(_("How it is measured"), "measure", "indicator", "baseline", "target", "due"),
    ]
    children = [Children(_("Value by year"), "portfolio.BenefitValue", "benefit", ("year", "amount"))]


@register
class BenefitValues(Register):
    model = BenefitValue
    group = "Decide"
    menu = False
    columns = ["benefit", "year", "amount"]
    filters = ["benefit", "year"]
    panels = [Panel(_("Value by year"), "benefit", "year", "amount")]


@register
class CaseRisks(Register):
    model = CaseRisk
    group = "Decide"
    menu = False
    columns = ["area", "text", "case", "probability", "impact", "blocking", "resolved"]
    filters = ["case", "area", "blocking", "resolved"]
    panels = [
        Panel(_("Risk"), "case", "area", "text", "probability", "impact"),
        Panel(_("What is done about it"), "mitigation", "blocking", "resolved"),
    ]


@register
class CaseChecks(Register):
    model = CaseCheck
    group = "Decide"
    menu = False
    columns = ["area", "case", "verdict", "text"]
    filters = ["case", "area", "verdict"]
    panels = [Panel(_("Check"), "case", "area", "verdict", "text")]


@register
class CaseAppraisals(Register):
    model = CaseAppraisal
    group = "Decide"
    menu = False
    columns = ["option", "case", "preferred", "appraised_on", "npv", "npsv", "bcr"]
    filters = ["case", "policy", "preferred", "appraised_on"]
    panels = [
        Panel(_("Option"), "case", "option", "preferred", "total"),
        Panel(_("How it was appraised"), "policy", "appraised_on", "submission", "base_year"),
        Panel(_("Figures"), *CaseAppraisal.FIGURES),
        Panel(_("What may come of it"), *CaseAppraisal.DRAWN, "seed", "draws"),
    ]
    help = _(
        "Kept when a case is submitted, so that everyone who reads and decides it sees the same figures."
    )


@register
class CaseForms(Register):
    model = CaseForm
    group = "Decide"
    order = 290
    columns = ["code", "form", "amount_from", "starts", "ends", "source"]
    filters = ["form"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Form"), "code", "form", "amount_from", "source"),
        Panel(_("When it holds"), "starts", "ends"),
    ]


@register
class Mappings(Register):
    model = Mapping
    group = "Decide"
    order = 295
    columns = ["code", "name"]
    sort = "code"
    sorts = ["code"]
    panels = [Panel(_("Mapping"), "code", "name", "columns", "constants", "words", "costs")]
    help = _("How a list of initiatives from elsewhere is read. The page “Bring in a list” uses it.")
