"""A small constitution: a committee, an office and a committee of an entity."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest


@dataclass
class Ruled:
    """What a test of mandates needs at hand."""

    make: Any
    units: dict[str, Any]
    matters: dict[str, Any] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)
    programmes: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)

    def matter(self, code: str, act: str = "decide") -> Any:
        if code not in self.matters:
            self.matters[code] = self.make("governance.matter", code=code, act=act)
        return self.matters[code]

    def body(self, code: str, kind: str = "committee", unit: str = "UN", **values: Any) -> Any:
        self.bodies[code] = self.make(
            "governance.body", code=code, name={"en": code}, kind=kind, unit=self.units[unit], **values
        )
        return self.bodies[code]

    def mandate(self, body: str, matter: str, right: str = "decide", **values: Any) -> Any:
        return self.make(
            "governance.mandate", body=self.bodies[body], matter=self.matter(matter), right=right, source="para 27", **values
        )  # fmt: skip

    def rule(self, matter: str, decider: str, mode: str = "central", **values: Any) -> Any:
        return self.make(
            "governance.accountability", matter=self.matter(matter), decider=self.bodies[decider], mode=mode,
            source="para 43", **values,
        )  # fmt: skip

    def seat(self, body: str, person: Any, capacity: str = "member", **values: Any) -> Any:
        values = {
            "votes": 0 if capacity in ("secretary", "observer") else 1,
            "starts": date(2020, 1, 1),
            **values,
        }
        return self.make(
            "governance.seat", body=self.bodies[body], person=person, capacity=capacity, alternate_for=values.pop("alternate_for", None),
            **values,
        )  # fmt: skip


@pytest.fixture
def ruled(make: Any, units: Any) -> Ruled:
    """Return an empty constitution to fill."""
    return Ruled(make, units)
