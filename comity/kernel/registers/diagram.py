"""The life cycle of a register as a picture and a table, drawn from the declaration that also makes the buttons."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from ..access.rules import can
from ..base.errors import NotAllowed
from ..flow.flows import Flow, Step
from ..shell.charts import Chart, Column, Edge, State, flow_diagram
from .register import Register
from .views import Role
from .words import right_words


@dataclass
class Page:
    """What the template is given beside the picture."""

    title: str


class Diagram(Role):
    """How the records of a register live: states, steps, and who may take them."""

    role = "diagram"

    def get(self, request: Any) -> HttpResponse:
        model = self.register.model
        if model.flow is None:
            raise Http404
        answer = can(self.person, "view", model, self.scope)
        if not answer and not model.party_rights:
            raise NotAllowed(answer.sentence)
        title = _("How %(register)s live") % {"register": model._meta.verbose_name_plural}
        return self.show("diagram", page=Page(title), chart=picture(self.register))


def picture(register: type[Register]) -> Chart:
    """Draw the flow of a register, with every step as a row: from, to, right, what it asks, source."""
    flow: type[Flow] = register.model.flow
    states = [
        State(state.name, state.label, state.meaning, closed=state.closed, initial=state.initial)
        for state in flow.states.values()
    ]
    edges = [
        Edge(source.name, step.target.name, step.label, who(step))
        for step in flow.steps.values()
        for source in step.sources
        if step.target is not None
    ]
    title = _("%(states)s states and %(steps)s steps") % {"states": len(states), "steps": len(flow.steps)}
    subtitle = _("An arrow is a step from one state to another. A broken edge is a state that ends the life.")
    made = flow_diagram(states, edges, title, subtitle)
    heads = (_("Step"), _("From"), _("To"), _("Right"), _("What it asks for"), _("Source"))
    made.columns = [Column(head) for head in heads]
    made.rows = [
        [
            str(step.label),
            ", ".join(str(source.label) for source in step.sources),
            str(step.target.label) if step.target else _("stays as it is"),
            str(who(step)),
            ", ".join(asked(register, step)) or "—",
            step.cite or "—",
        ]
        for step in flow.steps.values()
    ]
    return made


def who(step: Step) -> Any:
    """Return the right that a step needs, or that the system takes it."""
    if step.timer:
        return _("by the clock")
    return _("by the system") if step.internal else right_words(step.right)


def asked(register: type[Register], step: Step) -> list[str]:
    """Return what must be filled in or said with a step."""
    fields: list[Any] = [register.model._meta.get_field(name) for name in step.fields]
    words = [str(field.verbose_name) for field in fields]
    if step.disposes:
        words.append(_("the fate of every advice"))
    if step.asks_reason:
        words.append(_("a reason"))
    return words
