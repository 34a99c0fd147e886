"""The life cycle of a register as a picture and a table, drawn from the declaration that also makes the buttons."""

from collections import defaultdict
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

MANY = 3  # arrows of one step before they hide the others


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
    edges, elsewhere = arrows(flow)
    title = _("%(states)s states and %(steps)s steps") % {"states": len(states), "steps": len(flow.steps)}
    subtitle = _("An arrow is a step from one state to another. A broken edge is a state that ends the life.")
    note = _("Possible from more states than the picture shows: %(steps)s.") % {"steps": ", ".join(elsewhere)}
    made = flow_diagram(states, edges, title, subtitle, note if elsewhere else "")
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


def arrows(flow: type[Flow]) -> tuple[list[Edge], list[str]]:
    """Return what is drawn, and the names of steps that lead out of so many states that one arrow stands for all."""
    labels: dict[tuple[str, str], list[Step]] = defaultdict(list)
    elsewhere = []
    for step in flow.steps.values():
        sources = [source for source in step.sources if step.target not in (None, source)]
        if len(sources) > MANY:
            elsewhere.append(str(step.label))
            sources = sources[:1]
        for source in sources:
            labels[source.name, step.target.name].append(step)  # type: ignore[union-attr]
    edges = [
        Edge(source, target, " / ".join(str(step.label) for step in steps), who(steps[0]))
        for (source, target), steps in labels.items()
    ]
    return edges, elsewhere


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
