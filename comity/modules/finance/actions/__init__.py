"""What is done with money: allot, reserve, release, commit, spend, give back, reverse.

Every deed names itself by a `key` and is done once: the same key again changes nothing and returns what it
did. All lines of a deed are posted, or none. Envelopes are locked in one order, so that two deeds wait for each
other and never for good. Whoever calls has asked the right: a deed follows from a step, a decision or a page.
"""

from .allotting import allot
from .deeds import commit, refund, release, reserve, reverse, spend

__all__ = ["allot", "commit", "refund", "release", "reserve", "reverse", "spend"]
