"""How fast the index answers with a reader's scope inside: `python bench/search.py --n 1000000`.

Entries are like tickets: a title of 6 words and a body of 30, in six languages in equal parts, words
by Zipf's law from 30,000 a language, 400 units in three levels, three classifications. The corpus is
synthetic: orders of magnitude, not promises. Goal: 95th percentile at most 50 ms.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from comity.kernel.search.engine import Page, Position
from comity.kernel.search.entries import Document, Entry, prepare_all
from comity.kernel.search.query import parse
from comity.kernel.search.scope import Scope, acl_tokens, grant_tokens
from comity.kernel.search.tantivy_engine import TantivyEngine

WORDS = 30_000
LETTERS = {
    "en": "etaoinshrdlucmfwypvbg",
    "fr": "esaitnrulodcpméèvqfbg",
    "es": "eaosrnidlctumpbgvyqhñ",
    "ru": "оеаинтсрвлкмдпуяыьгзб",
    "ar": "اليمونتربعدسفحكقجشخصط",
    "zh": "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她"
    "里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长",
}
UNITS = [f"/UN/D{a:02}/" for a in range(20)]
UNITS += [f"{path}O{b}/" for path in UNITS for b in range(6)]
UNITS += [f"{path}S{c}/" for path in UNITS[20:] for c in range(2)] + ["/UN/"]
START = datetime(2019, 1, 1, tzinfo=UTC)


def vocabulary(language: str) -> list[str]:
    """Make the words of one language; the more frequent, the shorter."""
    rng = random.Random(language)
    letters, made = LETTERS[language], {}
    while len(made) < WORDS:
        size = (
            rng.randint(1, 3)
            if language == "zh"
            else 3 + min(8, int(rng.expovariate(1 / (1 + len(made) ** 0.14))))
        )
        made["".join(rng.choices(letters, k=size))] = None
    return list(made)


VOCABULARY = {code: vocabulary(code) for code in LETTERS}
SHARE = 1 / (np.arange(WORDS) + 2.7) ** 1.07
SHARE = np.cumsum(SHARE / SHARE.sum())


def entries(first: int, many: int) -> list[Document]:
    """Make one chunk of prepared entries, numbered from `first`."""
    rng = np.random.default_rng(first)
    ranks = np.searchsorted(SHARE, rng.random((many, 36)))
    units, levels, days = rng.integers(0, len(UNITS), many), rng.random(many), rng.integers(0, 2700, many)
    made = []
    for at in range(many):
        number = first + at
        language = list(LETTERS)[number % 6]
        words = [VOCABULARY[language][rank] for rank in ranks[at]]
        gap = "" if language == "zh" else " "
        unit = UNITS[units[at]]
        level = 0 if levels[at] < 0.9 else 1 if levels[at] < 0.98 else 2
        persons = [f"person-{number % 4000}", f"person-{number % 91}"]
        made.append(
            Entry(
                "desk.ticket",
                f"{number:032x}",
                reference=f"INC-HQ-2026-{number:06}",
                lang=language,
                title=gap.join(words[:6]),
                body=gap.join(words[6:]),
                acl=acl_tokens(unit, level, persons=persons),
                date=START + timedelta(days=int(days[at])),
                unit=unit.split("/")[2] or "UN",
                state=("new", "open", "waiting", "resolved", "closed")[number % 5],
            )
        )
    return prepare_all(made)


def built(directory: Path, count: int, processes: int) -> TantivyEngine:
    """Build the index in one commit, with the pipeline in several processes."""
    engine = TantivyEngine(directory, memory=200_000_000)
    size = 2_000

    def stream(pool: ProcessPoolExecutor) -> Iterator[Document]:
        starts = list(range(0, count, size))
        for begin in range(0, len(starts), 20):  # a bounded lead over the writer
            part = starts[begin : begin + 20]
            for chunk in pool.map(entries, part, [min(size, count - at) for at in part]):
                yield from chunk
            print(f"\r{min(count, (begin + 20) * size):,} entries", end="", file=sys.stderr, flush=True)

    with ProcessPoolExecutor(processes) as pool:
        engine.apply(stream(pool), [], Position(0, count))
    engine.close()
    print(file=sys.stderr)
    return engine


def questions(kind: str, many: int) -> list[str]:
    """Make questions of one kind, languages in turn."""
    rng = random.Random(kind)
    asked = []
    for at in range(many):
        language = list(LETTERS)[at % 6]
        words = VOCABULARY[language]

        def word(low: int, high: int, words: list[str] = words) -> str:
            return words[rng.randrange(low, high)]

        parts = {
            "common": lambda: [word(5, 60)],
            "mid": lambda: [word(300, 1500)],
            "rare": lambda: [word(10_000, 30_000)],
            "two": lambda: [word(20, 300), word(300, 3000)],
            "sentence": lambda: [word(5, 300) for _ in range(3)] + [word(300, 8000) for _ in range(5)],
            "reference": lambda: [f"INC-HQ-2026-{rng.randrange(10_000):06}"],
        }[kind]()
        asked.append(("" if language == "zh" else " ").join(parts))
    return asked


def main() -> None:
    """Build, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--n", type=int, default=200_000)
    options.add_argument("--queries", type=int, default=120)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--keep", type=Path, help="use this directory, and its index when it has one")
    given = options.parse_args()
    directory = given.keep or Path(tempfile.mkdtemp(prefix="comity-bench-search-"))
    begun = time.perf_counter()
    fresh = not (directory / "meta.json").exists()
    engine = built(directory, given.n, given.processes) if fresh else TantivyEngine(directory)
    size = sum(file.stat().st_size for file in directory.iterdir()) / 1e6
    print(
        f"{given.n:,} entries, {size:,.0f} MB"
        + (f", built in {time.perf_counter() - begun:,.0f} s" if fresh else "")
    )
    narrow = Scope.of("person-17", [("desk.ticket", grant_tokens("/UN/D03/", 1))])
    wide = Scope.of("person-18", [("desk.ticket", grant_tokens("/UN/", 2))])
    print(f"{'':12}{'scope':>8}{'facets':>8}{'p50 ms':>9}{'p95 ms':>9}{'things':>9}")
    for kind in ("common", "mid", "rare", "two", "sentence", "reference"):
        asked = [parse(text) for text in questions(kind, given.queries)]
        for name, scope in (("narrow", narrow), ("wide", wide)):
            for facets in (False, True):
                taken, counts = [], []
                for ask in asked:
                    at = time.perf_counter()
                    found = engine.find(ask, scope, Page(), facets=facets)
                    taken.append((time.perf_counter() - at) * 1000)
                    counts.append(found.count)
                middle, high = statistics.median(taken), statistics.quantiles(taken, n=20)[18]
                shown = "yes" if facets else "no"
                print(
                    f"{kind:12}{name:>8}{shown:>8}{middle:9.1f}{high:9.1f}{int(statistics.median(counts)):9,}"
                )
    if not given.keep:
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
