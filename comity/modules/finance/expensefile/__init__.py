"""Reading a file of expenses: `reading` turns lines into expenses and names what is wrong, by line; `load` writes.

What has been read is not written again. Sums by year and source are compared with those of the file, to the cent.
"""

from .load import Report, load
from .mapping import find as mapping

__all__ = ["Report", "load", "mapping"]
