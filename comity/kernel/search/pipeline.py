"""The one token pipeline, for every engine, every text and every query.

Engines receive tokens, never raw text, so that all of them agree in six languages. A change of
what this file answers needs a new `VERSION`: the index is then built anew beside the old one.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import rjieba
import snowballstemmer

VERSION = "1"

HAN = "\u3400-\u9fff\uf900-\ufaff"
# Python's \w does not count combining marks as letters; without them a vocalised Arabic word falls apart.
MARKS = "\u00ad\u0300-\u036f\u064b-\u065f\u0670"
WORD = re.compile(rf"([{HAN}]+)|(?:(?![{HAN}_])[\w{MARKS}])+")
HAN_RUN = re.compile(f"[{HAN}]+")
DROP = re.compile("[\u00ad\u0640\u064b-\u065f\u0670]")  # soft hyphen, tatweel, vowel signs
FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ё": "е", "œ": "oe", "æ": "ae"}
    | {chr(first + n): str(n) for n in range(10) for first in (0x660, 0x6F0)}  # Arabic-Indic digits
)
LEAD = re.compile("^[وف](?=(?:ال|لل)..)")  # "and the ...", which the stemmer leaves in place
ARTICLE = re.compile("(?:[بكف]?ال|لل)..")
ACCENT = re.compile("[\u0300-\u036f]")
STEMMERS = {"ar": "arabic", "en": "english", "fr": "french", "ru": "russian", "es": "spanish"}
LATIN = ("en", "fr", "es")

_local = threading.local()


class Token(NamedTuple):
    """One word: its exact form, its stem, and where it stands in the text as written (characters)."""

    exact: str
    stem: str
    start: int
    end: int


def base(language: str) -> str:
    """Return the pipeline's code of a language: `zh-hans` is `zh`."""
    return language.lower().split("-")[0]


@lru_cache(1)
def segmenter() -> rjieba.Jieba:
    """Return the Chinese segmenter with our own names, loaded when the first Chinese word comes."""
    jieba = rjieba.Jieba()
    for name in (Path(__file__).parent / "names.zh.txt").read_text("utf-8").split():
        jieba.add_word(name, None, None)
    return jieba


def _stem(word: str, language: str) -> str:
    """Stem with a stemmer of this thread: the objects keep state between calls."""
    if language not in STEMMERS:
        return word
    own = _local.__dict__.setdefault("stemmers", {})
    if language not in own:
        own[language] = snowballstemmer.stemmer(STEMMERS[language])
    return str(own[language].stemWord(word))


def _plain(word: str) -> str:
    """Return a Latin word without accents, so that a keyboard without them finds it."""
    if word.isascii() or max(word) > "\u024f":
        return word
    return ACCENT.sub("", unicodedata.normalize("NFD", word))


@lru_cache(200_000)
def forms(raw: str, language: str) -> tuple[str, str]:
    """Return the exact form and the stem of one word as written.

    Arabic is stemmed before ة becomes ه: the other order parts X from "the X" (search.md, section 3).
    """
    word = DROP.sub("", unicodedata.normalize("NFKC", raw).lower()).translate(FOLD)
    stem = _arabic(word) if language == "ar" else _stem(word, language)
    return _plain(word.replace("ة", "ه")), _plain(stem.replace("ة", "ه"))


def _arabic(word: str) -> str:
    """Stem an Arabic word as if it were definite, so that X, "the X" and "and the X" share a stem.

    Left alone, the stemmer takes other endings and beginnings off an indefinite word: it makes خدما of
    خدمات and خدم of الخدمات, and takes the first letter of بيانات away.
    """
    root = re.sub("ه$", "ة", LEAD.sub("", word))
    stem = _stem(root if ARTICLE.match(root) else f"ال{root}", "ar")
    return stem.removeprefix("ال") or stem


def tokens(text: str, language: str, query: bool = False) -> Iterator[Token]:
    """Yield the tokens of `text`; a query cuts Chinese once, a document also into the shorter words."""
    language = base(language)
    mode = "default" if query else "search"
    for found in WORD.finditer(text):
        start = found.start()
        if found[1]:
            for word, a, b in segmenter().tokenize(found[1], mode, True):
                exact, stem = forms(word, "zh")
                yield Token(exact, stem, start + a, start + b)
        else:
            exact, stem = forms(found[0], language)
            if exact:
                yield Token(exact, stem, start, found.end())


def bigrams(text: str) -> Iterator[str]:
    """Yield the pairs of neighbouring characters of each Chinese run: what the dictionary does not know."""
    for run in HAN_RUN.findall(unicodedata.normalize("NFKC", text)):
        yield from (run[at : at + 2] for at in range(len(run) - 1))


def languages(text: str, reader: str = "en") -> tuple[str, ...]:
    """Guess the languages of a query: the script decides ar, zh and ru; Latin is asked in en, fr and es.

    The reader's own language comes first where it is one of them.
    """
    found: list[str] = []
    if HAN_RUN.search(text):
        found.append("zh")
    if re.search("[\u0600-\u06ff]", text):
        found.append("ar")
    if re.search("[\u0400-\u04ff]", text):
        found.append("ru")
    if re.search("[A-Za-z\u00c0-\u024f]", text) or not found:
        found += sorted(LATIN, key=lambda code: code != base(reader))
    return tuple(found)


def guess(text: str) -> str:
    """Guess the language of a text that does not say it: script, and among Latin ones the common words."""
    from .stopwords import STOP

    head = text[:2_000]
    counted = {"zh": 2 * len(re.findall(f"[{HAN}]", head)), "ar": len(re.findall("[\u0600-\u06ff]", head))}
    counted["ru"] = len(re.findall("[\u0400-\u04ff]", head))
    script = max(counted, key=lambda code: counted[code])
    if counted[script] * 2 > len(re.findall(r"[^\W\d_]", head)):
        return script
    words = re.findall(r"[^\W\d_]+", head.lower())
    return max(LATIN, key=lambda code: sum(_plain(word) in STOP[code] for word in words))


def joined(words: Iterable[str]) -> str:
    """Return tokens as the text of a field that the engine splits at spaces only."""
    return " ".join(words)
