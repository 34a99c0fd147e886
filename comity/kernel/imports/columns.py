"""What every reader of a foreign file begins with: its text, and the columns that the mapping names."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO, TextIO

from django.utils.translation import gettext as _

from ..base.errors import Refused


def open_text(content: BinaryIO, archive: bool = False) -> TextIO:
    """Read a CSV file in UTF-8, with a byte order mark or without; or, as `archive`, the only one in a ZIP."""
    if archive and zipfile.is_zipfile(content):
        within = zipfile.ZipFile(content)
        names = [name for name in within.namelist() if name.lower().endswith(".csv")]
        if len(names) != 1:
            raise Refused(_("The archive must hold exactly one CSV file."))
        content = within.open(names[0])  # type: ignore[assignment]
    else:
        content.seek(0)
    return io.TextIOWrapper(content, encoding="utf-8-sig", errors="replace", newline="")


def places(heads: Sequence[str], wanted: Iterable[str], fold: bool = False) -> dict[str, int]:
    """Return {column: place} of the columns wanted; refuse a file that lacks one. `fold` overlooks capitals."""

    def plain(name: str) -> str:
        return name.strip().casefold() if fold else name

    known = {plain(head): place for place, head in enumerate(heads)}
    every = list(wanted)
    lacking = sorted({name for name in every if plain(name) not in known})
    if lacking:
        raise Refused(
            _(
                "The file lacks these columns of the mapping: %(columns)s. Its first line must name its columns."
            )
            % {"columns": ", ".join(lacking)}
        )
    return {name: known[plain(name)] for name in every}
