"""The six message catalogues: `gather` the texts people see, `check` that each is translated and unbroken.

Gathering uses the gettext programs (Debian: gettext) through Django; running Comity never does.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.core.management import call_command
from django.test import override_settings

from .files import ROOT

LOCALE = ROOT / "comity" / "locale"
LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh_Hans"]
NOT_OURS = ["comity/locale", ".venv", "var", "tests", "tools", "docs", "bench", "build", "deploy"]
NAMED = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)\}")
MISSING = ": is not translated"
ANONYMOUS = re.compile(r"(?<!%)(?:%%)*%[sd]|\{\}")


def extract(target: Path, languages: list[str]) -> None:
    """Write the texts of all Python files and templates into the catalogues under `target`."""
    os.chdir(ROOT)
    target.mkdir(parents=True, exist_ok=True)
    with override_settings(LOCALE_PATHS=[target]):
        call_command(
            "makemessages",
            locale=languages,
            extensions=["py", "html", "txt", "jinja"],
            ignore_patterns=NOT_OURS,
            no_wrap=True,
            add_location="file",
            no_obsolete=True,
            verbosity=0,
        )


def gather() -> None:
    """Renew all six; English translates itself, and guesses (fuzzy) are emptied so that a person decides."""
    extract(LOCALE, LANGUAGES)
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(path), wrapwidth=0)
        # Dates and addresses in the head would change with every run and say nothing.
        plural = catalogue.metadata.get("Plural-Forms", "nplurals=1; plural=0;")
        catalogue.header = f"Comity in {language}: gathered by `make messages`, translated by hand."
        catalogue.metadata = {
            "Project-Id-Version": "comity",
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": plural,
        }
        catalogue.metadata_is_fuzzy = False
        for entry in catalogue:
            if entry.fuzzy:
                entry.flags.remove("fuzzy")
                entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
                entry.msgstr = ""
                entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
            if language == "en":
                english(entry)
        catalogue.save(str(path))
        missing = sum(not entry.translated() for entry in catalogue)
        print(f"catalogues: {language:<8}{len(catalogue):>5} texts, {missing} to translate")


def english(entry: polib.POEntry) -> None:
    """Let an English text stand for itself."""
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    elif not entry.msgstr:
        entry.msgstr = entry.msgid


def faults() -> Iterator[str]:
    """Yield a line for each text that is missing, a guess, or has lost a placeholder."""
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        if not path.exists():
            yield f"{language}: there is no catalogue; run `make messages`"
            continue
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            where = f"{language}: {entry.msgid!r}"
            if entry.obsolete:
                continue
            if entry.fuzzy:
                yield f"{where}: is a guess (fuzzy)"
            elif not entry.translated():
                yield f"{where}{MISSING}"
            else:
                yield from (f"{where}: {fault}" for fault in broken(entry))
        yield from (
            f"{language}: {text!r}: stands in the code and not in the catalogue"
            for text in unknown(catalogue)
        )


def broken(entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with the placeholders of one translated text."""
    if ANONYMOUS.search(entry.msgid):
        yield "has a placeholder without a name"
    asked = {a or b for a, b in NAMED.findall(entry.msgid + (entry.msgid_plural or ""))}
    for form in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        given = {a or b for a, b in NAMED.findall(form)}
        # A plural form for one or two may say the number as a word.
        if given - asked or (asked - given and not entry.msgid_plural):
            yield f"placeholders {sorted(asked)} became {sorted(given)}"


_seen: set[tuple[str | None, str]] = set()


def unknown(catalogue: polib.POFile) -> list[str]:
    """Return the texts of the code which a catalogue lacks; nothing where gettext is not installed."""
    if not _seen and shutil.which("xgettext"):
        with tempfile.TemporaryDirectory() as folder:
            extract(Path(folder) / "locale", ["en"])
            found = polib.pofile(str(Path(folder) / "locale" / "en" / "LC_MESSAGES" / "django.po"))
        _seen.update((entry.msgctxt, entry.msgid) for entry in found)
    return [
        text for context, text in sorted(_seen, key=str) if not catalogue.find(text, msgctxt=context or False)
    ]


def main(word: str) -> int:
    """Carry out `gather` or `check`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.settings.test")
    django.setup()
    if word == "gather":
        gather()
        return 0
    if not shutil.which("xgettext"):
        if os.environ.get("CI") == "true":
            print("catalogues: CI must have gettext, and it was not found")
            return 1
        print("catalogues: without gettext, only the catalogues themselves were checked")
    # What is broken is shown first: a hundred missing texts would hide it.
    found = sorted(faults(), key=lambda line: line.endswith(MISSING))
    print("\n".join(found[:100]))
    if len(found) > 100:
        print(f"catalogues: and {len(found) - 100} more")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
