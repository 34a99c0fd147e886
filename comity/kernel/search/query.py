"""What a person typed, as an engine-neutral question.

Words are joined by OR and ranked; "quoted text" is a phrase that must occur; `-word` excludes and
`+word` requires. Script decides the language; Latin words are asked in English, French and Spanish.
"""

import re
from dataclasses import dataclass

from . import pipeline, symbols
from .stopwords import STOP

PART = re.compile(r'([+-])?(?:"([^"]+)"|«([^»]+)»|“([^”]+)”|(\S+))')
MOST = 24  # words of one question; a pasted page is cut, not refused


@dataclass(frozen=True)
class Word:
    """One word asked for: any of its exact forms counts most, any of its stems counts too."""

    exact: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """Words that stand together; a Chinese phrase is asked as its chain of character pairs."""

    exact: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()


Clause = Word | Phrase


@dataclass(frozen=True)
class Ask:
    """A parsed question. `symbols` are asked of the `sym` field first; `pairs` are Chinese bigrams;
    `phrases` raise what has them and require nothing."""

    text: str = ""
    words: tuple[Word, ...] = ()
    pairs: tuple[str, ...] = ()
    required: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    symbols: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    languages: tuple[str, ...] = ("en",)

    def __bool__(self) -> bool:
        return bool(self.words or self.pairs or self.required or self.symbols)

    @property
    def precise(self) -> bool:
        """Say whether the person asked for exactly this, so that related meaning would only disturb."""
        return any(not symbol.isdigit() for symbol in self.symbols) or any(
            isinstance(clause, Phrase) for clause in self.required
        )


def words_of(text: str, languages: tuple[str, ...]) -> list[Word]:
    """Analyse running text once for each language it may be in; one Word for each place in the text."""
    places: dict[int, tuple[dict[str, None], dict[str, None]]] = {}
    latin = [code for code in languages if code in pipeline.LATIN] or ["en"]
    other = [code for code in languages if code in ("ar", "ru")]
    for language in (*latin, *other):
        for token in pipeline.tokens(text, language, query=True):
            if _fits(token.exact, language):
                exact, stems = places.setdefault(token.start, ({}, {}))
                exact[token.exact] = stems[token.stem] = None
    return [Word(tuple(exact), tuple(stems)) for _, (exact, stems) in sorted(places.items())]


def _fits(word: str, language: str) -> bool:
    """Say whether a word in this script may be of this language."""
    if "\u0600" <= word[0] <= "\u06ff":
        return language == "ar"
    if "\u0400" <= word[0] <= "\u04ff":
        return language == "ru"
    return language in pipeline.LATIN


def without_stop_words(words: list[Word], languages: tuple[str, ...]) -> list[Word]:
    """Leave out the common words of the likeliest language, unless nothing would remain.

    Among Latin languages the likeliest is the one with most common words here, then the reader's.
    """
    latin = [code for code in languages if code in pipeline.LATIN]
    if latin:
        latin = [max(latin, key=lambda code: sum(word.exact[0] in STOP[code] for word in words))]
    common = frozenset().union(*(STOP[code] for code in (*latin, "ar", "ru", "zh")))
    return [word for word in words if word.exact[0] not in common] or words


def phrase_of(text: str, languages: tuple[str, ...]) -> Clause:
    """Read quoted text as a phrase; a single word stays a word."""
    pairs = tuple(pipeline.bigrams(text))
    plain = pipeline.HAN_RUN.sub(" ", text)
    language = next((code for code in languages if code != "zh"), "en")
    exact = tuple(token.exact for token in pipeline.tokens(plain, language))
    if pairs or len(exact) > 1:
        return Phrase(exact, pairs)
    found = words_of(text, languages)
    return found[0] if found else Phrase()


def parse(text: str, reader: str = "en") -> Ask:
    """Read what was typed; `reader` is the reader's language and breaks ties between Latin languages."""
    text = text.strip()[:1000]
    languages = pipeline.languages(text, reader)
    free: list[str] = []
    required: list[Clause] = []
    excluded: list[Clause] = []
    own: list[str] = []
    for sign, *quoted, bare in PART.findall(text):
        quote = "".join(quoted)
        if quote:
            (excluded if sign == "-" else required).append(phrase_of(quote, languages))
        elif sign in ("+", "-") and bare:
            clause = phrase_of(bare, languages)
            (excluded if sign == "-" else required).append(clause)
        else:
            free.append(sign + bare)
    rest = " ".join(free)
    maybe: list[Phrase] = []
    for symbol in symbols.SYMBOL.findall(rest):
        own.append(symbols.normal(symbol))
        if any(sign.isdigit() for sign in symbol):
            rest = rest.replace(symbol, " ", 1)
            if symbol.count("-") == 1 and "/" not in symbol:  # COVID-19 is also written COVID 19
                maybe += [clause for clause in [phrase_of(symbol, languages)] if isinstance(clause, Phrase)]
    own += [word for word in rest.split() if word.isdigit()]
    words = without_stop_words(words_of(rest, languages), languages)[:MOST]
    return Ask(
        text=text,
        words=tuple(dict.fromkeys(words)),
        pairs=tuple(dict.fromkeys(pipeline.bigrams(rest)))[:MOST],
        required=tuple(clause for clause in required if clause != Phrase()),
        excluded=tuple(clause for clause in excluded if clause != Phrase()),
        symbols=tuple(dict.fromkeys(own)),
        phrases=tuple(maybe),
        languages=languages,
    )
