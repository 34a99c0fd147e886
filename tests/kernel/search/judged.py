"""Print recall@5 of words alone and of words with meaning, for questions across languages.

    python -m tests.kernel.search.judged

The set is our own: 40 short English passages on ICT governance and service, and for twenty of them a
question in each of five other languages. Passages without a question are near neighbours of those with one.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from comity.kernel.search.engine import Page, Position
from comity.kernel.search.entries import Entry, prepare
from comity.kernel.search.query import parse
from comity.kernel.search.scope import PUBLIC, Scope
from comity.kernel.search.tantivy_engine import TantivyEngine
from comity.kernel.search.vectors import Vectors, encode_query, fused

LANGUAGES = ("ar", "zh", "fr", "ru", "es")
SET = json.loads(Path(__file__).with_name("judged.json").read_text("utf-8"))


def recall(at: int = 5) -> dict[str, tuple[float, float, float]]:
    """Return by language the share of passages found among the first `at`: by words, meaning, both."""
    scope = Scope(((None, frozenset({PUBLIC})),))
    entries = [
        Entry(
            "judged", one["id"], lang="en", title=one["title"], body=one["text"], acl=[PUBLIC], meaning=True
        )
        for one in SET["passages"]
    ]
    figures = {}
    with TemporaryDirectory() as directory:
        engine = TantivyEngine(Path(directory) / "index")
        engine.apply([prepare(entry) for entry in entries], [], Position(0, 1))
        store = Vectors(Path(directory) / "vectors")
        store.put({entry.thing: [entry] for entry in entries})
        for language in LANGUAGES:
            found = [0, 0, 0]
            for question in SET["questions"]:
                text, wanted = question[language], f"judged:{question['passage']}"
                hits = engine.find(parse(text, language), scope, Page(0, 50)).hits
                words = [hit.thing for hit in hits]
                near = [thing for thing, _ in store.nearest(encode_query(text), scope)]
                for nth, ranked in enumerate((words, near, fused(near, words))):
                    found[nth] += wanted in ranked[:at]
            count = len(SET["questions"])
            figures[language] = (found[0] / count, found[1] / count, found[2] / count)
        engine.close()
    return figures


def main() -> None:
    """Print the table."""
    print(f"{'':4}{'words':>8}{'meaning':>9}{'fused':>8}   recall@5, {len(SET['questions'])} questions each")
    figures = recall()
    for language, (words, meaning, both) in figures.items():
        print(f"{language:4}{words:8.2f}{meaning:9.2f}{both:8.2f}")
    means = [sum(column) / len(figures) for column in zip(*figures.values(), strict=True)]
    print(f"{'all':4}{means[0]:8.2f}{means[1]:9.2f}{means[2]:8.2f}")


if __name__ == "__main__":
    main()
