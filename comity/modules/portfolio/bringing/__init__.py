"""Bringing in a list of initiatives or investments from elsewhere, by a mapping kept as data.

Every line is checked first, and every fault is said with its line. Only when none is at fault are all written, in one
change. A line whose code is known already changes nothing; where the mapping names amounts, the initiative comes in
as rationalised elsewhere, with a draft of its case. `reading` goes through the lines, `words` turns their words into
values, `writing` stores them.
"""

from .reading import load
from .report import Report

__all__ = ["Report", "load"]
