"""How results appear."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from . import sides
from .models import Driver, Goal, Indicator, IndicatorPeriod, KeyResult, Measurement, Strategy


@register
class Strategies(Register):
    model = Strategy
    group = "Measure"
    order = 60
    menu = False
    columns = ["code", "name", "starts", "ends"]
    sort = "code"
    sorts = ["code"]
    panels = [Panel(_("Strategy"), "code", "name", "source", "starts", "ends")]
    search = {"name": 3}
    children = [
        Children(_("Goals"), "results.Goal", "strategy"), Children(_("Drivers"), "results.Driver", "strategy"),
    ]  # fmt: skip


@register
class Drivers(Register):
    model = Driver
    group = "Measure"
    order = 262
    columns = ["code", "name", "kind", "strategy"]
    filters = ["kind", "strategy"]
    sort = "code"
    sorts = ["code"]
    panels = [Panel(_("Driver"), "code", "name", "kind", "strategy", "text", "cite")]
    search = {"name": 3, "text": 1}


@register
class Goals(Register):
    model = Goal
    group = "Measure"
    order = 63
    menu = False
    columns = ["code", "name", "strategy"]
    filters = ["strategy"]
    sort = "code"
    sorts = ["code"]
    panels = [Panel(_("Goal"), "code", "name", "strategy", "cite")]
    search = {"name": 3}
    children = [Children(_("Key results"), "results.KeyResult", "goal", ("code", "name"))]


@register
class KeyResults(Register):
    model = KeyResult
    group = "Measure"
    order = 264
    columns = ["code", "name", "goal"]
    filters = ["goal"]
    sort = "code"
    sorts = ["code", "place"]
    panels = [Panel(_("Key result"), "code", "name", "goal", "place", "cite")]
    search = {"name": 3, "code": 2}
    children = [Children(_("Indicators"), "results.Indicator", "key_result")]
    side = (sides.indicator_side,)


@register
class Indicators(Register):
    model = Indicator
    group = "Measure"
    order = 265
    columns = ["code", "name", "key_result", "measure", "baseline", "owner"]
    filters = ["key_result", "owner", "unit", "direction"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("What is measured"), "code", "name", "key_result", "measure", "direction", "method"),
        Panel(_("From where"), "baseline", "baseline_on"),
        Panel(_("Who answers for it"), "owner", "unit"),
        Panel(_("In parts"), "disaggregation", "combine"),
    ]
    search = {"name": 3, "code": 2, "method": 1}
    children = [
        Children(
            _("Periods"),
            "results.IndicatorPeriod",
            "indicator",
            ("name", "starts", "ends", "target", "actual"),
        )
    ]
    side = (sides.trend_side,)


@register
class IndicatorPeriods(Register):
    model = IndicatorPeriod
    group = "Measure"
    order = 66
    menu = False
    columns = ["indicator", "name", "starts", "ends", "target", "actual"]
    filters = ["indicator"]
    sort = "starts"
    sorts = ["starts", "ends"]
    panels = [Panel(_("Indicator period"), "indicator", "name", "starts", "ends", "target", "actual")]
    fields = ["indicator", "name", "starts", "ends", "target"]
    children = [
        Children(
            _("Measurements"),
            "results.Measurement",
            "period",
            ("reference", "part", "value", "measured_on", "state"),
        )
    ]


@register
class Measurements(Register):
    model = Measurement
    group = "Measure"
    order = 267
    columns = ["reference", "title", "period", "value", "state", "measured_on"]
    filters = ["state", "period", "unit", "submitter"]
    panels = [
        Panel(_("What was measured"), "title", "period", "part", "value", "measured_on", "evidence"),
        Panel(_("Who measured and who verified"), "submitter", "verifier", "unit", "classification"),
    ]
    fields = ["title", "period", "part", "value", "measured_on", "evidence", "unit", "classification"]
    tabs = [Tab(_("To verify"), "state=submitted"), Tab(_("Returned"), "state=returned")]
    search = {"title": 3, "evidence": 1}
    talk = True
