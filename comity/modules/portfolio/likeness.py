"""Which initiatives are probably the same: by their words, their capability and their systems. No Django here.

The project office rationalises all initiatives together (A/62/793 para 52). Words are weighed by how rare they are
among all initiatives (TF-IDF) and compared as the cosine between them; a word counts by its first letters, so that
`document` and `documents` agree. Why two are alike is said with the words that weigh most.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

STEM = 6  # letters: enough to tell words apart, few enough to join their forms
COMMON = frozenset(
    [
        "about",
        "after",
        "all",
        "also",
        "and",
        "any",
        "are",
        "between",
        "both",
        "can",
        "data",
        "each",
        "for",
        "from",
        "have",
        "into",
        "its",
        "more",
        "most",
        "not",
        "one",
        "other",
        "over",
        "people",
        "system",
        "systems",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "through",
        "under",
        "united",
        "nations",
        "use",
        "used",
        "using",
        "which",
        "will",
        "with",
        "work",
    ]
)
WORDS, CAPABILITY, SYSTEMS = 0.7, 0.15, 0.15
"""What each kind of likeness weighs in the whole."""


@dataclass(frozen=True)
class Thing:
    """What is compared: `title` counts twice."""

    key: Hashable
    title: str
    text: str = ""
    capability: str = ""
    systems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Likeness:
    """How alike two things are (0 to 1), and why: the words that say it, the capability, the systems they share."""

    one: Hashable
    other: Hashable
    score: float
    words: tuple[str, ...]
    capability: bool
    systems: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """Return the words that say something, in lower case."""
    return [word for word in re.findall(r"\w+", text.lower()) if len(word) > 2 and word not in COMMON]


def stem(word: str) -> str:
    """Return what stands for all forms of a word."""
    return word[:STEM]


def alike(things: Iterable[Thing], least: float = 0.2, most: int = 50) -> list[Likeness]:
    """Return the pairs that are most alike, the likest first."""
    known = list(things)
    vectors = _weigh(known)
    dots: dict[tuple[int, int], float] = defaultdict(float)
    where: dict[str, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for word, weight in vector.items():
            for before in where[word]:
                dots[before, at] += weight * vectors[before][word]
            where[word].append(at)
    for pair in _named_alike(known):
        dots[pair] += 0.0
    found = [_pair(known, vectors, pair, dot) for pair, dot in dots.items()]
    good = [one for one in found if one.score >= least]
    return sorted(good, key=lambda one: (-one.score, str(one.one), str(one.other)))[:most]


def _weigh(things: list[Thing]) -> list[dict[str, float]]:
    """Return for each thing its words with their weight, of length 1 together."""
    counts = [Counter(map(stem, words_of(f"{one.title} {one.title} {one.text}"))) for one in things]
    spread = Counter(word for count in counts for word in count)
    total = len(things)
    vectors = []
    for count in counts:
        raw = {w: (1 + math.log(n)) * math.log((1 + total) / (0.5 + spread[w])) for w, n in count.items()}
        long = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        vectors.append({word: weight / long for word, weight in raw.items()})
    return vectors


def _named_alike(things: list[Thing]) -> set[tuple[int, int]]:
    """Return pairs that share a capability or a system, whatever their words."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(things):
        for name in {f"c:{one.capability.strip().lower()}", *(f"s:{s.strip().lower()}" for s in one.systems)}:
            if len(name) > 2:
                groups[name].append(at)
    return {(a, b) for group in groups.values() for i, a in enumerate(group) for b in group[i + 1 :]}


def _pair(
    things: list[Thing], vectors: list[dict[str, float]], pair: tuple[int, int], dot: float
) -> Likeness:
    one, other = things[pair[0]], things[pair[1]]
    first, second = vectors[pair[0]], vectors[pair[1]]
    shared = sorted((w for w in first if w in second), key=lambda w: (-first[w] * second[w], w))[:6]
    same = bool(one.capability.strip()) and one.capability.strip().lower() == other.capability.strip().lower()
    theirs = {name.strip().lower() for name in other.systems}
    systems = tuple(name for name in one.systems if name.strip().lower() in theirs)
    every = {name.strip().lower() for name in one.systems} | theirs
    score = WORDS * dot + CAPABILITY * same + (SYSTEMS * len(systems) / len(every) if every else 0.0)
    said = {stem(word): word for word in reversed(words_of(f"{one.title} {one.text}"))}
    return Likeness(one.key, other.key, round(score, 4), tuple(said.get(w, w) for w in shared), same, systems)
