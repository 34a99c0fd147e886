"""How norms, their versions and exceptions appear."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Panel, Register, Tab, register

from .models import Exemption, Norm, Version


@register
class Norms(Register):
    model = Norm
    group = "Decide"
    order = 70
    columns = ["code", "name", "kind", "unit"]
    filters = ["kind", "unit"]
    sort = "code"
    sorts = ["code", "kind"]
    panels = [Panel(_("Norm"), "code", "name", "kind", "unit", "purpose")]
    search = {"name": 3, "code": 3, "purpose": 1}
    meaning = True


@register
class Versions(Register):
    model = Version
    group = "Decide"
    order = 200
    columns = ["reference", "title", "norm", "state", "effective_from"]
    filters = ["norm", "state", "unit"]
    panels = [
        Panel(_("Version"), "title", "norm", "unit", "effective_from"),
        Panel(_("Text"), "text"),
    ]
    fields = ["norm", "title", "unit", "text", "classification"]
    tabs = [Tab(_("In force"), "state=in_force"), Tab(_("In consultation"), "state=consultation")]
    search = {"title": 3, "text": 1}
    talk = True
    meaning = True


@register
class Exceptions(Register):
    model = Exemption
    group = "Decide"
    order = 72
    columns = ["reference", "title", "norm", "state", "unit", "granted_until"]
    filters = ["norm", "state", "unit", "requester"]
    panels = [
        Panel(_("What is asked"), "title", "norm", "scope", "justification", "measures"),
        Panel(_("Who asks"), "requester", "unit", "classification"),
        Panel(_("Assessment"), "assessment", "assessor"),
        Panel(_("Decision"), "granted_until", "expires_at"),
    ]
    fields = ["title", "norm", "unit", "requester", "scope", "justification", "measures", "classification"]
    tabs = [
        Tab(_("To assess"), "state=requested"),
        Tab(_("To decide"), "state=assessed"),
        Tab(_("In force"), "state=granted"),
    ]
    search = {"title": 3, "scope": 1, "justification": 1, "measures": 1}
    talk = True
