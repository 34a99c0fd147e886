"""What a plan file holds."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum

SPACE = "http://schemas.microsoft.com/project"
BASELINES = range(11)
# MS Project writes no cost of more than this; larger ones are mistakes.
MOST = Decimal(10) ** 13


class LinkKind(IntEnum):
    """How a predecessor binds: by which ends, in the numbers of the file."""

    FF = 0
    FS = 1
    SF = 2
    SS = 3


@dataclass(frozen=True)
class Link:
    """What a task waits for; the lag is in minutes of work."""

    uid: int
    kind: LinkKind = LinkKind.FS
    lag: int = 0


@dataclass(frozen=True)
class Snapshot:
    """What a baseline says of a task: number 0 to 10, days and cost."""

    number: int
    start: date | None
    finish: date | None
    cost: Decimal = Decimal(0)


@dataclass(frozen=True)
class PlanTask:
    """A line of the plan. `level` is its depth in the outline, from 1; the cost is in units of the currency."""

    uid: int
    name: str
    start: date
    finish: date
    level: int = 1
    milestone: bool = False
    percent: int = 0
    cost: Decimal = Decimal(0)
    actual_cost: Decimal = Decimal(0)
    actual_start: date | None = None
    actual_finish: date | None = None
    notes: str = ""
    links: tuple[Link, ...] = ()
    baselines: tuple[Snapshot, ...] = ()


@dataclass(frozen=True)
class Resource:
    """Who or what works, and what it costs in the whole plan."""

    uid: int
    name: str
    cost: Decimal = Decimal(0)


@dataclass(frozen=True)
class Assignment:
    """A resource on a task, and its part of the cost."""

    uid: int
    task: int
    resource: int
    cost: Decimal = Decimal(0)


@dataclass(frozen=True)
class Plan:
    """A whole plan."""

    title: str = ""
    tasks: tuple[PlanTask, ...] = ()
    resources: tuple[Resource, ...] = ()
    assignments: tuple[Assignment, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong at a line of the file: a code (see `words`), the element, and the value that was found."""

    code: str
    line: int
    element: str = ""
    value: str = ""


@dataclass
class Faults:
    """Gathers what is wrong, so that a reader hears of everything at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, code: str, line: int, element: str = "", value: str = "") -> None:
        self.found.append(Fault(code, line, element, value[:80]))
