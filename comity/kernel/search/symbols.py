"""Symbols of documents and references of records as tokens: found whole, and by every prefix.

`A/C.5/57/L.54` gives `a/c.5`, `a/c.5/57`, `a/c.5/57/l.54`; `INC-HQ-2026-000123` gives `inc-hq`,
`inc-hq-2026`, itself, and its bare number, because people type what they remember.
"""

import re
import unicodedata
from collections.abc import Iterator

SYMBOL = re.compile(
    r"(?<![\w/])[A-Z]{1,6}(?:/[A-Z0-9][\w.]*)+(?: ?\([IVXLC]+\))?(?![\w/])"  # A/RES/217 (III)
    r"|(?<![\w-])[A-Z]{2,8}(?:-[A-Z0-9]{1,12}){1,5}(?![\w-])",  # RSK-12, INC-HQ-2026-000123
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\(([ivxlc]+)\)$")


def normal(text: str) -> str:
    """Return one spelling of a symbol: lower case, no space and no dot or slash at its end."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split()).rstrip("./-")


def found_in(text: str) -> list[str]:
    """Return the symbols written in a text, each once, in their order; a symbol holds a digit."""
    hits = (normal(found[0]) for found in SYMBOL.finditer(text))
    return list(dict.fromkeys(hit for hit in hits if any(sign.isdigit() for sign in hit)))


def prefixes(symbol: str) -> Iterator[str]:
    """Yield the tokens under which one symbol is found: its series, itself, and itself without bracket."""
    whole = normal(symbol)
    parts = re.split(r"([/-])", _BRACKET.sub("", whole))
    for at in range(3, len(parts) + 1, 2):
        yield "".join(parts[:at])
    yield whole
    if "-" in whole and "/" not in whole and parts[-1].isdigit():
        yield parts[-1]
        yield parts[-1].lstrip("0") or "0"


def tokens(text: str, reference: str = "") -> list[str]:
    """Return the `sym` tokens of an entry: prefixes only of its own reference, others whole.

    A prefix lists exactly its series: documents that merely cite a symbol do not belong to it. The form
    with "=" puts the thing itself above the rest of its series.
    """
    own = [f"={normal(reference)}", *prefixes(reference)] if reference else []
    return list(dict.fromkeys([*own, *(f"cites:{symbol}" for symbol in found_in(text))]))
