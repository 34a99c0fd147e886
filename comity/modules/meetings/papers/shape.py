"""What a paper is made of: facts at its head, then parts with paragraphs, a list or a table."""

from dataclasses import asdict, dataclass, field
from typing import Any

RIGHT_TO_LEFT = ("ar",)


@dataclass
class Part:
    """A heading with what stands below it; `rows` is a table whose first row is its head."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.paragraphs or self.points or self.rows)


@dataclass
class Paper:
    """A paper in one language; `facts` are pairs of a label and a value."""

    title: str
    subtitle: str
    language: str
    reference: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    foot: str = ""

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def data(self) -> dict[str, Any]:
        """Return all of it for a program that sets type; empty parts are left out."""
        whole = asdict(self)
        whole["parts"] = [asdict(part) for part in self.parts if part]
        return {**whole, "direction": self.direction}


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text."""
    return [part.strip() for part in text.replace("\r", "").split("\n") if part.strip()]
