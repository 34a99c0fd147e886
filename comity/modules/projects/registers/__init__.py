"""How delivery appears."""

from . import control, measure, plan

__all__ = ["control", "measure", "plan"]
