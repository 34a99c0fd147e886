"""What a step brings with it, before the row is written. They work on what the record brings along."""

from typing import Any

from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import now

Values = dict[str, Any]


def started(actor: Any, record: Any, values: Values) -> None:
    """The day on which work begins."""
    record.started = record.started or now().date()


def completed(actor: Any, record: Any, values: Values) -> None:
    """The day on which the work is done; closing may take longer."""
    record.completed = now().date()


def not_completed(actor: Any, record: Any, values: Values) -> None:
    """Work goes on after all."""
    record.completed = None


def decided(actor: Any, record: Any, values: Values) -> None:
    """Keep the decision by which the step was taken."""
    record.decision = record.authority


def in_force(actor: Any, record: Any, values: Values) -> None:
    """One baseline at a time is in force; the one before it stays, superseded."""
    record.decision = record.authority
    for older in record.project.baselines.filter(state="in_force"):
        take(System("projects"), older, "supersede", reason=record.reference)
