"""Where the words asked for stand in the text as written: marked from the pipeline's offsets.

The engine knows tokens only, so marks come from the original text, over the best stretch of it.
"""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import pipeline, symbols
from .query import Ask, Clause, Phrase, Word

SNIPPET = 260  # characters shown of a body
READ = 6_000  # characters of a body that are looked through for the best stretch
Span = tuple[int, int]


def spans(text: str, language: str, ask: Ask) -> list[Span]:
    """Return the places of the asked words in `text`, joined where they touch, in order."""
    clauses: tuple[Clause, ...] = (*ask.words, *ask.required, *ask.phrases)
    exact: set[str] = set()
    stems: set[str] = set()
    pairs = set(ask.pairs)
    for clause in clauses:
        if isinstance(clause, Word):
            exact.update(clause.exact)
            stems.update(clause.stems)
        elif isinstance(clause, Phrase):
            exact.update(clause.exact)
            pairs.update(clause.pairs)
    found = [
        (token.start, token.end)
        for token in pipeline.tokens(text, language)
        if token.exact in exact or token.stem in stems
    ]
    for pair in pairs:
        found += [match.span() for match in re.finditer(re.escape(pair), text)]
    if ask.symbols:
        wanted = set(ask.symbols)
        found += [m.span() for m in symbols.SYMBOL.finditer(text) if wanted & set(symbols.prefixes(m[0]))]
    return _joined(found)


def _joined(found: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def marked(text: str, places: list[Span], language: str) -> SafeString:
    """Return `text` as HTML: `<mark>` around each place, `<bdi lang>` around the whole."""
    out, last = [], 0
    for start, end in places:
        out += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    out.append(escape(text[last:]))
    return mark_safe(f'<bdi lang="{escape(language)}">{"".join(out)}</bdi>')  # noqa: S308 - every part is escaped


def title(text: str, language: str, ask: Ask) -> SafeString:
    """Return a title with its marks."""
    return marked(text, spans(text, language, ask), language)


def snippet(text: str, language: str, ask: Ask) -> SafeString:
    """Return the stretch of a body with the most of what was asked, cut at words, with its marks."""
    text = " ".join(text[:READ].split())
    places = spans(text, language, ask)
    start = 0
    if places:
        counted = [(sum(a <= at < a + SNIPPET for at, _ in places), -a) for a, _ in places]
        start = max(0, -max(counted)[1] - 60)
    if start and (gap := text.find(" ", start, start + 40)) >= 0:
        start = gap + 1
    end = min(len(text), start + SNIPPET)
    if end < len(text) and (gap := text.rfind(" ", end - 40, end)) > start:
        end = gap
    shown = f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
    shift = start - (2 if start else 0)
    inside = [(max(a, start) - shift, min(b, end) - shift) for a, b in places if a < end and b > start]
    return marked(shown, inside, language)
