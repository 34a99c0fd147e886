"""Laying out a year takes some milliseconds the first time, so examples have no deadline."""

from hypothesis import settings

settings.register_profile("clocks", deadline=None, max_examples=60)
settings.load_profile("clocks")
