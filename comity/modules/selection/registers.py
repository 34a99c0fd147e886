"""How scoring models, assessments, instance files and scenarios appear."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from . import sides
from .models import Assessment, Criterion, Instance, Scenario, ScoringModel


@register
class Scenarios(Register):
    model = Scenario
    group = "Decide"
    order = 272
    columns = ["reference", "title", "state", "value", "proof_gap", "cost", "chosen", "solved_at"]
    filters = ["state", "unit", "scoring_model", "instance"]
    fields = ["title", "unit", "scoring_model", "instance", "wish", "note", "classification"]
    panels = [
        Panel(_("Question"), "title", "scoring_model", "instance", "unit", "note", "classification"),
        Panel(_("Answer"), "value", "bound", "proof_gap", "cost", "chosen", "solved_at", "solver", "sha256"),
    ]
    tabs = [Tab(_("Solved"), "state=solved"), Tab(_("Filed"), "state=filed")]
    search = {"title": 3, "note": 1}
    side = (sides.answer_of,)
    talk = True
    help = _("A question to the solver and its proved answer. It advises; bodies decide.")


@register
class ScoringModels(Register):
    model = ScoringModel
    group = "Decide"
    order = 276
    columns = ["reference", "title", "state", "unit"]
    filters = ["state", "unit"]
    panels = [Panel(_("Scoring model"), "title", "purpose", "unit", "classification")]
    tabs = [Tab(_("In force"), "state=adopted"), Tab(_("Proposed"), "state=proposed")]
    children = [
        Children(_("Criteria"), "selection.Criterion", "scoring_model", ("code", "name", "weight", "full"))
    ]
    search = {"title": 3, "purpose": 1}
    talk = True


@register
class Criteria(Register):
    model = Criterion
    group = "Decide"
    menu = False
    columns = ["code", "name", "weight", "scoring_model"]
    filters = ["scoring_model"]
    sort = "code"
    sorts = ["code", "weight"]
    panels = [
        Panel(_("Criterion"), "scoring_model", "code", "name", "weight"),
        Panel(_("What the scores mean"), "none", "half", "full"),
    ]


@register
class Assessments(Register):
    model = Assessment
    group = "Decide"
    order = 274
    columns = ["initiative", "assessor", "state", "scoring_model"]
    filters = ["state", "initiative", "assessor", "scoring_model"]
    fields = ["scoring_model", "initiative", "assessor", "scores", "remark"]
    panels = [
        Panel(_("Assessment"), "initiative", "assessor", "scoring_model", "classification"),
        Panel(_("Scores"), "scores", "remark"),
    ]
    help = _(
        "Two persons assess each initiative; neither sees the other's scores before both have handed in."
    )


@register
class Instances(Register):
    model = Instance
    group = "Decide"
    menu = False
    columns = ["reference", "title", "count", "source", "unit"]
    filters = ["unit"]
    fields = ["title", "source", "unit", "classification"]
    panels = [Panel(_("Instance file"), "title", "source", "unit", "count", "sha256", "classification")]
    search = {"title": 3, "source": 1}
