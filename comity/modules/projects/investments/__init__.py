"""Lists of investments from elsewhere, read by a mapping that is data; each fault with its line.

`cells` turns words into values, `reading` compares each line with what is there, and all is written or nothing.
"""

from .reading import load
from .report import Report

__all__ = ["Report", "load"]
