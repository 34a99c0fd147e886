"""What a state of a record does to a clock. No tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .ledger import AFTER, Event, Stage, What


@dataclass(frozen=True)
class Rules:
    """The states of a definition, ready to ask."""

    starts: frozenset[str]
    runs: frozenset[str]
    pauses: frozenset[str]
    stops: frozenset[str]
    reasons: Mapping[str, str]

    @classmethod
    def of(
        cls,
        starts: Iterable[str] = (),
        runs: Iterable[str] = (),
        pauses: Iterable[str] = (),
        stops: Iterable[str] = (),
        reasons: Mapping[str, str] | None = None,
    ) -> "Rules":
        """Build from the lists that a definition stores."""
        return cls(
            frozenset(starts), frozenset(runs), frozenset(pauses), frozenset(stops), dict(reasons or {})
        )

    def events(self, stage: str, why: str, state: str, at: int) -> list[Event]:
        """Return what happens to a clock in `stage` (paused for `why`) when its record enters `state`."""
        if stage == Stage.CANCELLED:
            return []
        if stage == Stage.IDLE:
            if state in self.stops or (self.starts and state not in self.starts):
                return []
            begun = [Event(at, What.START)]
            return [*begun, *self.events(Stage.RUNNING, "", state, at)]
        if state in self.stops:
            return [] if stage == Stage.STOPPED else [Event(at, What.STOP)]
        if state in self.pauses:
            reason = self.reasons.get(state, "other")
            return [] if stage == Stage.PAUSED and why == reason else [Event(at, What.PAUSE, reason)]
        if stage == Stage.RUNNING or (self.runs and state not in self.runs):
            return []
        return [Event(at, What.RESUME)]

    def history(self, moves: Iterable[tuple[int, str]]) -> list[Event]:
        """Turn the states a record went through, in order, into the events of its clock."""
        found: list[Event] = []
        stage, why = Stage.IDLE, ""
        for at, state in moves:
            for event in self.events(stage, why, state, at):
                found.append(event)
                stage, why = AFTER[event.what], event.reason
        return found
