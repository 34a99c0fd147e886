"""The settings of the bench: those of every installation, over plain HTTP on loopback, with the floor's pages.

Not those of development: the line under each page that names its files belongs to programmers.
"""

from comity.settings.base import *  # noqa: F403
from comity.settings.base import BASE_DIR, TEMPLATES

COMITY_WHERE = False
COMITY_API_RATE = 10_000_000  # the bench is one account that calls all the time
ROOT_URLCONF = "bench.floor"
TEMPLATES = [TEMPLATES[0], {**TEMPLATES[1], "DIRS": [BASE_DIR / "bench" / "templates"]}]
