"""Reading a file of expenses: `reading` turns lines into expenses, `judging` says what is wrong or odd about a line,
`spelling` writes each name in one way, `load` is the whole of it, and `reconciling` compares the sums to the cent.

What has been read is not written again.
"""

from .load import load
from .mapping import find as mapping
from .report import Report

__all__ = ["Report", "load", "mapping"]
