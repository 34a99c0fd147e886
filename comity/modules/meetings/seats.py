"""What this module asks of governance about a body: who runs it, who votes, how many it takes, what carries."""

from fractions import Fraction
from typing import Any

from comity.kernel.people.models import Person
from comity.modules.governance import public as governance

from .counting import Rule, Tally

ACTS = ("decide", "endorse", "review")
HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
# Votes cast are those for and against; who abstains has not voted (rule 86 of the General Assembly).
RULES = {
    "majority_cast": Rule("valid", HALF, True),
    "majority_present": Rule("present", HALF, True),
    "majority_entitled": Rule("entitled", HALF, True),
    "two_thirds_cast": Rule("valid", TWO_THIRDS, False),
    "two_thirds_entitled": Rule("entitled", TWO_THIRDS, False),
}


def runs(person: Any, body: Any) -> bool:
    """Say whether a person prepares and leads what a body does: its secretary or its chair."""
    if not isinstance(person, Person):
        return False
    return governance.is_member(person, body, "secretary", "chair")


def is_chair(person: Any, body: Any) -> bool:
    """Say whether a person is the chair of a body today."""
    return isinstance(person, Person) and governance.is_member(person, body, "chair")


def sits(person: Any, body: Any) -> bool:
    """Say whether a person has any seat in a body today."""
    return isinstance(person, Person) and governance.is_member(person, body)


def voting_seats(body: Any, day: Any = None) -> list[Any]:
    """Return the seats that vote; an alternate votes through the seat stood in for."""
    return governance.voters(body, day)


def stands_in_for(person: Any, principal: Any, body: Any, day: Any = None) -> bool:
    """Say whether a person is an alternate for the seat of another in a body."""
    mine = governance.seats_of(body, day).filter(person=person, capacity="alternate")
    return mine.filter(alternate_for__person=principal).exists()


def quorum_needed(body: Any, entitled: int) -> int:
    """Return how many persons must take part, of those entitled and not recused."""
    return governance.quorum_needed(body, entitled)


def rule_of(voting: str) -> Rule | None:
    """Return the rule that a body's word for it means; None for consensus."""
    return RULES.get(voting)


def carried(voting: str, tally: Tally, chair_said: str = "", chair_breaks_ties: bool = False) -> bool:
    """Say whether a motion is carried; by consensus when nobody is against."""
    rule = rule_of(voting)
    if rule is None:
        return tally.no == 0
    if rule.strict and chair_breaks_ties and tally.yes and tally.yes * 2 == tally.of(rule.base):
        return chair_said == "yes"
    return tally.carried(rule)


def nature_of(body: Any, matter: Any, facts: Any, day: Any = None) -> str:
    """Return `decision` if a body may decide, endorse or review a matter, `opinion` if it may advise, else ""."""
    if matter is None:
        return "decision"
    for right in ACTS:
        if any(one.pk == body.pk for one in governance.bodies_with(right, matter.code, facts, day)):
            return "decision"
    if any(one.pk == body.pk for one in governance.bodies_with("advise", matter.code, facts, day)):
        return "opinion"
    return ""
