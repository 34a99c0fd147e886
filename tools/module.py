"""Lay out a new module in the shape of the sample: `make module name=library record=book`.

What is laid out runs, appears in the menu and passes its tests; then it is yours to rewrite.
"""

import argparse
import re
import sys
from pathlib import Path
from string import Template

from .files import ROOT

SCAFFOLD = Path(__file__).with_name("scaffold")
WORD = re.compile(r"^[a-z][a-z_]*$")


def words(name: str, record: str) -> dict[str, str]:
    """Return every form of the two names which the scaffold uses."""
    plural = re.sub(r"(?<=[^aeiou])y$", "ie", record) + ("es" if re.search(r"(s|x|ch|sh)$", record) else "s")
    title = "".join(part.capitalize() for part in name.split("_"))
    camel = "".join(part.capitalize() for part in record.split("_"))
    return {
        "name": name,
        "Title": title,
        "record": record,
        "Record": camel,
        "records": plural,
        "Records": "".join(part.capitalize() for part in plural.split("_")),
        "PREFIX": record.replace("_", "")[:3].upper(),
    }


def lay_out(root: Path, name: str, record: str) -> list[Path]:
    """Write the files of the module below `root`, add it to the installed apps, return what was written."""
    target = root / "comity" / "modules" / name
    if target.exists():
        sys.exit(f"module: {target.relative_to(root)} is there already")
    made = []
    for source in sorted(SCAFFOLD.rglob("*.txt")):
        path = target / source.relative_to(SCAFFOLD).with_suffix("")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(source.read_text()).substitute(words(name, record)))
        made.append(path)
    settings = root / "comity" / "settings" / "base.py"
    text = settings.read_text()
    settings.write_text(
        text.replace("INSTALLED_APPS = [\n", f'INSTALLED_APPS = [\n    "comity.modules.{name}",\n', 1)
    )
    return [*made, settings]


def main() -> None:
    """Read the two names and say what to do next."""
    parser = argparse.ArgumentParser(prog="make module", description=__doc__)
    parser.add_argument("name", help="one plain noun the users say; the folder, address and rights")
    parser.add_argument(
        "record", nargs="?", default="item", help="what its first register holds, in the singular"
    )
    chosen = parser.parse_args()
    for word in (chosen.name, chosen.record):
        if not WORD.match(word):
            sys.exit(
                f"module: “{word}” is not a word of small letters; say: make module name=library record=book"
            )
    for path in lay_out(ROOT, chosen.name, chosen.record):
        print(path.relative_to(ROOT))
    print(
        "\nNext: make migration messages test, then `make run`; comity/modules/norms is the sample to read."
    )


if __name__ == "__main__":
    main()
