"""Reading the incident log of another system: each case becomes a ticket whose history is the log's.

`reading` turns lines into events of cases and names what is wrong, by line; `story` tells a case as a
ticket and its journal; `writing` stores stories in chunks, with journal, clocks, count and search;
`load` is the whole of it, and may be repeated: what has been read is not written again.
"""

from .load import load
from .mapping import find as mapping
from .report import Report

__all__ = ["Report", "load", "mapping"]
