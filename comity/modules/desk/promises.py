"""Which promises hold for a ticket: the most particular agreement of each kind and measure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from comity.kernel.base.moment import now
from comity.kernel.clocks.models import ClockDefinition
from comity.kernel.people.models import Dated

from .models import Agreement, Target


@dataclass
class Promises:
    """All agreements that hold on a day, read once (two queries), asked as often as needed."""

    lines: list[tuple[Agreement, Target]]
    _kept: dict[tuple[Any, ...], list[ClockDefinition]] = field(default_factory=dict)

    @classmethod
    def on(cls, day: date | None = None) -> "Promises":
        """Read what is agreed on `day` (today by default)."""
        targets = Target.objects.select_related("definition__calendar")
        rows = Agreement.objects.filter(Dated.current(day or now().date())).order_by("-edition", "code")
        return cls(
            [
                (row, target)
                for row in rows.prefetch_related(Prefetch("targets", targets))
                for target in row.targets.all()
            ]
        )

    @classmethod
    def of_all_time(cls) -> "Promises":
        """Read the agreements of today for history that is older than all of them (an imported log)."""
        return cls.on()

    def of(
        self, ticket_type: str, service: UUID | None, offering: UUID | None, group: UUID | None, priority: int
    ) -> list[ClockDefinition]:
        """Return the definitions of the clocks of such a ticket, one for each kind and measure."""
        asked = (ticket_type, service, offering, group, priority)
        if asked not in self._kept:
            found: dict[tuple[str, str], list[tuple[int, ClockDefinition]]] = defaultdict(list)
            for agreement, target in self.lines:
                weight = _weight(agreement, target, asked)
                if weight is not None:
                    place = target.definition.kind, target.definition.measure
                    found[place].append((weight, target.definition))
            self._kept[asked] = [max(some, key=lambda pair: pair[0])[1] for some in found.values()]
        return self._kept[asked]

    def of_ticket(self, ticket: Any) -> list[ClockDefinition]:
        """Return the definitions of the clocks of a ticket as it stands."""
        return self.of(
            ticket.ticket_type, ticket.service_id, ticket.offering_id, ticket.group_id, ticket.priority
        )


def _weight(agreement: Agreement, target: Target, asked: Sequence[Any]) -> int | None:
    """Say how particular a time is to what is asked; None when it does not concern it."""
    ticket_type, service, offering, group, priority = asked
    weight = 0
    for wanted, given, worth in (
        (agreement.offering_id, offering, 16),
        (agreement.service_id, service, 8),
        (agreement.group_id, group, 4),
        (agreement.ticket_type or None, ticket_type, 2),
        (target.priority, priority, 1),
    ):
        if wanted is not None:
            if wanted != given:
                return None
            weight += worth
    return weight


def main_promise(definitions: list[ClockDefinition]) -> ClockDefinition | None:
    """Return the promise made to the requester: the SLA on resolution, or whatever comes nearest."""
    order = sorted(definitions, key=lambda d: (d.measure != "resolution", d.kind != "sla", d.code))
    return order[0] if order else None
