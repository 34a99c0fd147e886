"""From the clocks of a ticket to the due times by which lists are ordered."""

from collections.abc import Sequence
from datetime import datetime

from comity.kernel.clocks.ledger import Stage
from comity.kernel.clocks.models import Clock

from .models import FAR


def due_of(clocks: Sequence[Clock]) -> tuple[datetime, datetime]:
    """Return (when it should be solved, when it should be answered), from what still runs or waits."""
    live = [c for c in clocks if c.stage in (Stage.RUNNING, Stage.PAUSED)]

    def dues(measure: str, kind: str = "") -> list[datetime]:
        fit = [c for c in live if c.definition.measure == measure and kind in ("", c.definition.kind)]
        return [c.due_at for c in fit if c.due_at]

    solved = dues("resolution", "sla") or dues("resolution")
    return min(solved, default=FAR), min(dues("response"), default=FAR)
