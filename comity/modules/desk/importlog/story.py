"""A case told as a ticket: what each event made of it, and the states it went through."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ..flows import TicketFlow
from ..models import Group, LogMapping
from ..models.tickets import Channel, priority_of
from .reading import Event, Log, Moments

STEPS = {
    (source.name, step.target.name): step.name
    for step in reversed(TicketFlow.steps.values())
    if step.target is not None
    for source in step.sources
}
"""The step that leads from one state to another; a jump that our flow does not know is a change."""


@dataclass(slots=True)
class Turn:
    """One event of a ticket's life: when, what was done, by whom as the log says, and the fields after it."""

    at: datetime
    verb: str
    who: str
    values: dict[str, Any]


@dataclass
class Story:
    """A whole ticket."""

    number: str
    opened_at: datetime
    turns: list[Turn] = field(default_factory=list)
    moves: list[tuple[int, str]] = field(default_factory=list)


class Teller:
    """Tells the cases of one log by one mapping; `groups` are known by the log's own names."""

    def __init__(self, log: Log, mapping: LogMapping, groups: dict[str, Group]):
        self.log, self.mapping, self.groups = log, mapping, groups
        self.at, self.columns, self.missing = log.columns, mapping.columns, {*mapping.missing, ""}
        self.moments = Moments(mapping)

    def said(self, event: Event, ours: str) -> str:
        """Return what an event says for a field of ours; empty when it is missing."""
        theirs = self.columns.get(ours)
        word = event.row[self.at[theirs]] if isinstance(theirs, str) else ""
        return "" if word in self.missing else word

    def title(self, event: Event) -> str:
        """Return the words that stand for a case."""
        names = self.columns.get("title", [])
        words = [event.row[self.at[name]] for name in (names if isinstance(names, list) else [names])]
        return " · ".join(word for word in words if word not in self.missing)[:250]

    def opened(self, events: list[Event]) -> int:
        """Return when the case began: as it says, but never after its first event."""
        first = events[0].at
        said = self.moments.second(self.said(events[0], "opened_at"))
        return min(said, first) if said is not None else first

    def tell(self, number: str, events: list[Event], before: dict[str, Any] | None = None) -> Story:
        """Tell a case from its beginning, or go on from the fields it had `before`."""
        opened = self.opened(events)
        story = Story(number, moment(opened))
        state, since = (before["state"], before["state_since"]) if before else ("", None)
        if before is None and events[0].state != "new":
            born = self.values(events[0], "new", moment(opened), None)
            story.turns.append(Turn(moment(opened), "add", self.said(events[0], "opened_by"), born))
            story.moves.append((opened, "new"))
            state, since = "new", moment(opened)
        last = story.turns[-1].values if story.turns else before
        for event in events:
            at = opened if not state else event.at
            verb = (
                "add"
                if not state
                else STEPS.get((state, event.state), "change")
                if event.state != state
                else "change"
            )
            if event.state != state:
                state, since = event.state, moment(at)
                story.moves.append((at, state))
            values = self.values(event, state, since, last)
            story.turns.append(Turn(moment(at), verb, self.said(event, "who"), values))
            last = values
        return story

    def values(
        self, event: Event, state: str, since: datetime | None, last: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Return the fields of the ticket after an event."""
        impact, urgency = (self.level(event, name, 3) for name in ("impact", "urgency"))
        resolved = last["resolved_at"] if last else None
        closed = last["closed_at"] if last else None
        if state == "resolved":
            resolved, closed = resolved or since, None
        elif state in ("closed", "cancelled"):
            resolved, closed = (resolved or since) if state == "closed" else resolved, closed or since
        else:
            resolved = closed = None
        group = self.groups.get(self.said(event, "group"))
        channel = self.mapping.words.get(self.said(event, "channel"))
        return {
            "state": state, "state_since": since, "impact": impact, "urgency": urgency,
            "priority": self.level(event, "priority", 0) or priority_of(impact, urgency),
            # A line without a group says nothing about it, so the last one known stays.
            "group": group.pk if group else last["group"] if last else None,
            "category": self.said(event, "category")[:80], "resolved_at": resolved, "closed_at": closed,
            "channel": channel if channel in Channel.values else Channel.API.value,
            "reassign_count": self.count(event, "reassign_count"), "reopen_count": self.count(event, "reopen_count"),
            "kept": self.kept(event),
        }  # fmt: skip

    def level(self, event: Event, name: str, otherwise: int) -> int:
        said = self.mapping.words.get(self.said(event, name))
        return said if isinstance(said, int) else otherwise

    def count(self, event: Event, name: str) -> int:
        said = self.said(event, name)
        return min(int(said), 32767) if said.isdigit() else 0

    def kept(self, event: Event) -> dict[str, str]:
        """Return the columns kept as they are."""
        words = ((name, event.row[self.at[name]]) for name in self.mapping.kept)
        return {name: word for name, word in words if word not in self.missing}


def moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
