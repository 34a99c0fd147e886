"""The door of the desk: what other modules and the home page may ask."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from . import queries
from .actions import ask_for, report_problem


@dataclass(frozen=True)
class Matter:
    """One ticket as a line of a list: whose turn it is, and by when."""

    reference: str
    title: str
    url: str
    state: Any
    turn: Any
    chip: queries.Chip | None


def my_open(person: Any, most: int = 20) -> list[Matter]:
    """Return what a person asked for and what is not over yet."""
    return _matters(list(queries.my_tickets(person)[:most]), person, for_requester=True)


def to_do(person: Any, most: int = 20) -> list[Matter]:
    """Return what waits for a person's work: the tickets one has, in order of time left."""
    rows = queries.queue(person, "mine").exclude(state__in=("waiting_user", "waiting_supplier"))
    return _matters(list(rows[:most]), person)


def waiting_for_others(person: Any, most: int = 20) -> list[Matter]:
    """Return the tickets one has that wait for somebody else."""
    rows = queries.queue(person, "mine").filter(state__in=("waiting_user", "waiting_supplier"))
    return _matters(list(rows[:most]), person)


def _matters(tickets: list[Any], person: Any, for_requester: bool = False) -> list[Matter]:
    chips = queries.chips(tickets, person)
    return [
        Matter(
            t.reference, t.title,
            reverse("desk:mine-one", args=[t.pk]) if for_requester else t.get_absolute_url(),
            t.flow.states[t.state], queries.turn_of(t, person), chips.get(t.pk),
        )
        for t in tickets
    ]  # fmt: skip


__all__ = ["Matter", "ask_for", "my_open", "report_problem", "to_do", "waiting_for_others"]
