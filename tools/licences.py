"""Read the licences of all libraries we import at run time; refuse those that would bind our users.

Permissive ones may be imported, and so may LGPL and MPL libraries that we leave unmodified.
GPL and AGPL programs may only run beside us, as programs of their own.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

from .files import ROOT

BINDING = re.compile(r"(?<![A-Z])A?GPL|affero|(?<!lesser )(?<!library )general public licen[cs]e", re.I)
# What a package itself offers as a choice, read by a person: name -> the licence we take.
CHOSEN: dict[str, str] = {}


def licence_of(name: str) -> str:
    """Return what the installed package says: its expression, else its classifiers, else its first line."""
    about: Any = metadata(name)
    if expression := about.get("License-Expression"):
        return str(expression)
    classified = [c.split(" :: ")[-1] for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    named = [c for c in classified if c != "OSI Approved"]
    return " and ".join(named) or str(about.get("License") or "not said").strip().splitlines()[0]


def main() -> int:
    """Print a table of name and licence; end with 1 when one is binding or not said."""
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.lock").read_text(), re.M)
    wrong = 0
    for name in names:
        try:
            licence = CHOSEN.get(name) or licence_of(name)
        except PackageNotFoundError:
            continue  # locked for another system than this one
        offers = re.split(r"\s+OR\s+", licence)
        bad = licence == "not said" or all(BINDING.search(offer) for offer in offers)
        wrong += bad
        print(f"{'REFUSED ' if bad else ''}{name}: {licence}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
