"""Refuse the address of a package host in any file: a lock that names one works only where it was made."""

import re
import sys

from .files import ROOT, ours

# Spelt in pieces so that this file passes its own check.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "unpkg" + ".com",
    "jsdelivr" + ".net",
    "deb.debian" + ".org",
    "conda" + ".anaconda",
]
HOST = re.compile("|".join(map(re.escape, HOSTS)))
ADDRESS = re.compile(r"https?://|file://|--index-url|--find-links|^-i ", re.M)


def faults() -> list[str]:
    """Return a line for each file that names a package host, and for each address in a lock."""
    found = []
    for path in ours():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        rule = ADDRESS if path.name.startswith("requirements") else HOST
        for match in rule.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: names {match.group(0)!r}")
    return found


if __name__ == "__main__":
    found = faults()
    print("\n".join(found))
    sys.exit(1 if found else 0)
