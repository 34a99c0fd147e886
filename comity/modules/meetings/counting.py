"""Counting votes, without tables: what carries a motion under a rule, and which share of which base it had.

A rule is a base (`valid` yes and no; `cast` also abstentions; `present` all who could vote and were there;
`entitled` all who could vote) and a share of it. More than the share is needed where `strict`, else at least it
(a two-thirds majority takes at least 2/3, a simple majority more than 1/2).
"""

from dataclasses import dataclass
from fractions import Fraction

BASES = ("valid", "cast", "present", "entitled")


@dataclass(frozen=True)
class Rule:
    """What carries a motion."""

    base: str = "valid"
    share: Fraction = Fraction(1, 2)
    strict: bool = True


@dataclass(frozen=True)
class Tally:
    """The weights of a vote."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    present: int = 0
    entitled: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain

    def of(self, base: str) -> int:
        """Return the whole of which a share is asked."""
        return {
            "valid": self.yes + self.no,
            "cast": self.cast,
            "present": self.present,
            "entitled": self.entitled,
        }[base]

    def carried(self, rule: Rule) -> bool:
        """Say whether the motion has what the rule asks; of nothing, nothing is carried."""
        whole = self.of(rule.base)
        if not whole or not self.yes:
            return False
        part = Fraction(self.yes, whole)
        return part > rule.share if rule.strict else part >= rule.share
