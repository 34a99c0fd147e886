"""A paper as PDF: tagged for screen readers (PDF/UA-1), in six scripts, from right to left where it must be.

The letters come from the fonts of the machine (Debian: fonts-noto-core, fonts-noto-cjk). Where a character has none,
PDF/UA cannot be claimed; the paper is still tagged and shows an empty box.
"""

from pathlib import Path
from typing import Any

import orjson
import typst

from .shape import Paper

TEMPLATE = Path(__file__).with_name("paper.typ")


def as_pdf(paper: Paper) -> bytes:
    """Set a paper; the fonts are those of the machine."""
    data = {**paper.data(), "lang": paper.language.split("-")[0]}
    given = {"paper": orjson.dumps(data).decode()}
    try:
        return _compile(given, ["ua-1"])
    except typst.TypstError:
        return _compile(given, [])


def _compile(given: dict[str, str], standards: Any) -> bytes:
    made = typst.compile(str(TEMPLATE), format="pdf", pdf_standards=standards, sys_inputs=given)
    assert isinstance(made, bytes)
    return made
