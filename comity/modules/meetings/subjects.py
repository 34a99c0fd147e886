"""The record that an item or a decision is about, and the step of it that an outcome takes."""

from typing import Any

from django.apps import apps

from comity.kernel.base.models import Tracked
from comity.kernel.flow.mandates import Facts


def subject_of(holder: Any) -> Any:
    """Return the record that an item, a decision or an opinion is about; None without one."""
    if not holder.kind_of or holder.object_id is None:
        return None
    try:
        model: Any = apps.get_model(holder.kind_of)
    except LookupError:
        return None
    return model._base_manager.filter(pk=holder.object_id).first()


def facts_of(record: Any, holder: Any = None) -> Facts:
    """Return what mandates compare of a record; without one, where the item belongs."""
    if record is not None and hasattr(record, "facts"):
        found: Facts = record.facts()
        return found
    return Facts(unit=getattr(record or holder, "unit", None))


def matching_steps(record: Tracked, matter: str) -> list[Any]:
    """Return the steps out of the present state that a matter takes."""
    if record is None or record.flow is None:
        return []
    return [step for step in record.flow.leaving(record.state) if step.matter == matter]


def step_for(record: Tracked, matter: str, outcome: str) -> Any:
    """Return the step that an outcome takes; conditions take the step of approval where there is no other."""
    steps = {step.outcome: step for step in reversed(matching_steps(record, matter))}
    return steps.get(outcome) or (steps.get("approved") if outcome == "conditions" else None)
