"""Compile the message catalogues with Babel: no gettext program is needed to run Comity."""

from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def stale() -> list[Path]:
    """Return the catalogues whose compiled file is missing or older."""
    return [po for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")) if not _fresh(po)]


def compile_all(catalogues: Iterable[Path] | None = None) -> None:
    """Compile the given catalogues, or every one that changed."""
    for po in stale() if catalogues is None else catalogues:
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3], abort_invalid=True)
        # Written beside and moved: a server that starts meanwhile never reads half a catalogue.
        fresh = po.with_suffix(".mo.new")
        with fresh.open("wb") as target:
            write_mo(target, catalogue, use_fuzzy=False)
        fresh.replace(po.with_suffix(".mo"))


def _fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns
