"""How discount policies appear."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from .models import DiscountPolicy, RateStep


@register
class DiscountPolicies(Register):
    model = DiscountPolicy
    group = "Decide"
    order = 282
    columns = ["reference", "title", "state", "starts", "ends", "unit"]
    filters = ["state", "unit"]
    panels = [
        Panel(_("Discount policy"), "title", "source", "unit", "classification"),
        Panel(_("When it exists"), "starts", "ends"),
    ]
    tabs = [Tab(_("In force"), "state=adopted"), Tab(_("Proposed"), "state=proposed")]
    search = {"title": 3, "source": 1}
    children = [Children(_("Discount rates"), "appraisal.RateStep", "policy", ("from_year", "rate"))]
    help = _(
        "By which rate what lies in the future counts less. Cases name the policy they were appraised by."
    )


@register
class RateSteps(Register):
    model = RateStep
    group = "Decide"
    order = 83
    menu = False
    columns = ["policy", "from_year", "rate"]
    filters = ["policy"]
    sort = "from_year"
    sorts = ["from_year", "rate"]
    panels = [Panel(_("Discount rate"), "policy", "from_year", "rate")]
