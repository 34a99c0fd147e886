"""Follow every link between the documentation's pages and into the code, and ask that every setting is described."""

import re
import sys
from pathlib import Path

from .files import ROOT, ours

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.*)$", re.M)
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def anchors(page: Path) -> set[str]:
    """Return the addresses of a page's headings, as the usual forges make them."""
    plain = (re.sub(r"[^\w\- ]", "", h.lower()) for h in HEADING.findall(FENCE.sub("", page.read_text())))
    return {heading.strip().replace(" ", "-") for heading in plain}


def faults() -> list[str]:
    """Return a line for each link to a file or heading that is not there."""
    found = []
    for page in ours("*.md"):
        for plain, picture in LINK.findall(FENCE.sub("", page.read_text())):
            link = plain or picture
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            if not target.exists():
                found.append(f"{page.relative_to(ROOT)}: {link} leads nowhere")
            elif anchor and target.suffix == ".md" and anchor not in anchors(target):
                found.append(f"{page.relative_to(ROOT)}: {link}: there is no such heading")
    return found


def unsaid() -> list[str]:
    """Return a line for each variable of the environment that the settings read and no page describes."""
    read = "".join(page.read_text() for page in ours("comity/settings/*.py"))
    told = (ROOT / "docs/reference/settings.md").read_text()
    names = sorted(set(re.findall(r'"(COMITY_[A-Z_]+)"', read)))
    return [f"docs/reference/settings.md: {name} is not described" for name in names if name not in told]


if __name__ == "__main__":
    found = faults() + unsaid()
    print("\n".join(found))
    sys.exit(1 if found else 0)
