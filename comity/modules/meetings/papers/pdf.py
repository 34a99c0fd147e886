"""A paper as PDF: tagged for screen readers (PDF/UA-1), in six scripts, from right to left where it must be."""

from pathlib import Path

import orjson
import typst

from .shape import Paper

TEMPLATE = Path(__file__).with_name("paper.typ")


def as_pdf(paper: Paper) -> bytes:
    """Set a paper; the fonts are those of the machine."""
    data = {**paper.data(), "lang": paper.language.split("-")[0]}
    made = typst.compile(
        str(TEMPLATE), format="pdf", pdf_standards=["ua-1"], sys_inputs={"paper": orjson.dumps(data).decode()}
    )
    assert isinstance(made, bytes)
    return made
