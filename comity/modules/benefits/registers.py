"""How the benefit calendar appears."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Panel, Register, Tab, register

from . import sides  # noqa: F401  (what stands beside cases and projects)
from .models import BenefitMeasurement


@register
class BenefitMeasurements(Register):
    model = BenefitMeasurement
    group = "Measure"
    order = 232
    columns = ["reference", "title", "state", "due", "owner", "promised", "realised"]
    filters = ["state", "owner", "project", "programme", "kind", "unit"]
    sort = "due"
    sorts = ["due"]
    panels = [
        Panel(
            _("What was promised"),
            "title",
            "benefit",
            "project",
            "kind",
            "measure",
            "baseline",
            "target",
            "promised",
        ),
        Panel(_("Who measures it, and by when"), "owner", "due", "unit", "classification"),
        Panel(_("What came"), "value", "realised", "measured_on", "evidence"),
        Panel(_("Who measured and who verified"), "submitter", "verifier", "decision"),
    ]
    fields = ["title", "benefit", "project", "owner", "due", "unit", "classification"]
    tabs = [
        Tab(_("Due"), "state=due"),
        Tab(_("To verify"), "state=submitted"),
        Tab(_("Returned"), "state=returned"),
    ]
    search = {"title": 3, "evidence": 1}
    talk = True
    side = (sides.share_side,)
