"""Time-outs as internal steps: a step that names a date of its record is taken by the clock."""

from collections.abc import Sequence
from uuid import UUID

from django.apps import apps

from ..audit.actors import System
from ..base.models import Tracked
from ..clocks.fire import cancel_timer, on_timer, set_timer
from .hooks import after
from .steps import take


def timed_models() -> list[type[Tracked]]:
    """Return the models whose flow has a step that the clock takes."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Tracked) and model.flow and any(step.timer for step in model.flow.steps.values())
    ]


def listen() -> None:
    """Let the clock take the timed steps of every flow; called once at start-up."""
    for model in timed_models():

        def ring(object_id: UUID, step: str, model: type[Tracked] = model) -> None:
            record = model._base_manager.filter(pk=object_id).first()
            # The state may have moved on between the timer and its ring.
            if record and step in {one.name for one in record.flow.leaving(record.state)}:
                take(System("clock"), record, step)

        on_timer(model.kind_name())(ring)
        after(model)(arm)


def arm(records: Sequence[Tracked], verb: str) -> None:
    """Set and cancel the timers of records by the state they are in now."""
    for record in records:
        if verb in ("comment", "change") and not getattr(record, "was", {}):
            continue
        kind = record.kind_name()
        leaving = {step.name for step in record.flow.leaving(record.state)}
        for step in record.flow.steps.values():
            if not step.timer:
                continue
            moment = getattr(record, step.timer)
            if step.name in leaving and moment and verb != "remove":
                set_timer(kind, record.pk, step.name, moment)
            elif verb != "add":
                cancel_timer(kind, record.pk, step.name)
