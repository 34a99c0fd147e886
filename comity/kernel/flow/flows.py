"""The declaration of a life cycle: `Flow`, `State`, `Step`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.functional import Promise

Sentence = str | Promise
# (actor, record, values of the step) -> None, or the sentence why not.
Guard = Callable[[Any, Any, dict[str, Any]], Sentence | None]
Effect = Callable[[Any, Any, dict[str, Any]], None]

MEANINGS = ("waiting", "well", "needs", "late", "closed")


@dataclass(eq=False)
class State:
    """A condition a record can be in. `meaning` chooses colour and shape; `closed` ends the life."""

    label: Sentence
    meaning: str = "waiting"
    initial: bool = False
    closed: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        if self.meaning not in MEANINGS:
            raise ValueError(f"A state means one of {MEANINGS}.")


@dataclass(eq=False)
class Step:
    """A way from states to a state.

    `right` is asked of the person on the record (rights on steps: propose, review, endorse, decide,
    advise, work …); `fields` must be filled in with the step, `optional` may be; `timer` names a
    date-time field of the record at which the step is taken by the clock; `internal` steps are taken
    by the system only; `disposes` asks the disposition of every advice; `cite` is the source paragraph;
    `matter` names what mandates speak of (`mandates`), so that a body's decision is what takes the step, and
    `outcome` the outcome of that decision which takes it (approved, conditions, rejected, deferred, returned).
    """

    source: State | Iterable[State]
    target: State | None
    label: Sentence
    right: str = "change"
    guards: tuple[Guard, ...] = ()
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    asks_reason: bool = False
    internal: bool = False
    disposes: bool = False
    timer: str = ""
    effect: Effect | None = None
    cite: str = ""
    matter: str = ""
    outcome: str = ""
    primary: bool = False
    name: str = ""
    sources: tuple[State, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.sources = (self.source,) if isinstance(self.source, State) else tuple(self.source)


class Flow:
    """A life cycle; subclasses hold `State` and `Step` attributes in reading order."""

    states: ClassVar[dict[str, State]] = {}
    steps: ClassVar[dict[str, Step]] = {}

    def __init_subclass__(cls) -> None:
        cls.states, cls.steps = dict(cls.states), dict(cls.steps)
        for name, value in vars(cls).copy().items():
            if isinstance(value, State):
                value.name, cls.states[name] = name, value
            elif isinstance(value, Step):
                value.name, cls.steps[name] = name, value
        if cls.states and sum(state.initial for state in cls.states.values()) != 1:
            raise TypeError(f"{cls.__name__} needs exactly one initial state.")

    @classmethod
    def initial(cls) -> State:
        """Return the state in which a record is born."""
        return next(state for state in cls.states.values() if state.initial)

    @classmethod
    def leaving(cls, state: str) -> list[Step]:
        """Return the steps that lead out of a state, in the order declared."""
        return [step for step in cls.steps.values() if any(source.name == state for source in step.sources)]

    @classmethod
    def choices(cls) -> list[tuple[str, Sentence]]:
        return [(state.name, state.label) for state in cls.states.values()]

    @classmethod
    def open_states(cls) -> list[str]:
        """Name the states in which something is still to be done."""
        return [state.name for state in cls.states.values() if not state.closed]
