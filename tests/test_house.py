"""The habits of the house that no linter knows: read over all our own files."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from tools import hosts, module
from tools.files import ROOT, ours

MOST_LINES = 400
KERNEL = ROOT / "comity" / "kernel"
PHYSICAL = re.compile(
    r"(?:^|[\s;{])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|href\s*=\s*[\"']?javascript:|<script\b(?![^>]*\bsrc\s*=)",
    re.I,
)
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def templates() -> list[Path]:
    return ours("comity/**/*.html", "comity/**/*.jinja")


@pytest.mark.parametrize("path", ours("*.py", "*.html", "*.css", "*.js", "*.sh"), ids=name_of)
def test_a_file_is_short(path):
    if "migrations" in path.parts or "vendor" in path.parts or re.search(r"[-.]\d+\.\d+", path.name):
        pytest.skip("made by a machine, or by somebody else")
    assert len(path.read_text().splitlines()) <= MOST_LINES, "look for the second subject in it"


def test_modules_form_no_circle_through_their_tables():
    home = {model: model._meta.app_config.name for model in apps.get_models()}
    uses = {name: set() for name in home.values() if name.startswith("comity.modules.")}
    for model, name in home.items():
        for field in model._meta.get_fields():
            other = home.get(getattr(field, "related_model", None)) if field.concrete else None
            if name in uses and other in uses and other != name:
                uses[name].add(other)

    def walk(name, path):
        assert name not in path, f"a circle: {' → '.join([*path, name])}"
        for other in sorted(uses[name]):
            walk(other, [*path, name])

    for name in uses:
        walk(name, [])


def test_every_package_of_the_kernel_declares_its_floor():
    said = (
        (ROOT / "pyproject.toml")
        .read_text()
        .split('containers = ["comity.kernel"]')[1]
        .split("exhaustive")[0]
    )
    floors = set(re.findall(r"\w+", " ".join(re.findall(r'"([^"]+)"', said))))
    assert {path.parent.name for path in KERNEL.glob("*/__init__.py")} == floors


def test_styles_know_start_and_end_only():
    for path in ours("comity/**/*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        found = [match.group(0).strip() for match in PHYSICAL.finditer(text)]
        assert not found, f"{name_of(path)}: {found[0]}: write start or end, block or inline"


def test_templates_hold_no_style_script_or_handler():
    for path in templates():
        if "mail" in path.parts:
            continue
        found = INLINE.search(re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S))
        assert not found, f"{name_of(path)}: {found.group(0)!r}: the content policy would refuse it"


def test_templates_leave_no_word_untranslated():
    """What stands between the tags, outside of {% %} and {{ }}, holds no word of three letters or more."""
    for path in templates():
        text = path.read_text()
        text = re.sub(r"\{%-?\s*comment\b.*?endcomment\s*-?%\}|\{#.*?#\}|<!--.*?-->", "", text, flags=re.S)
        text = re.sub(r"\{%-?\s*(blocktrans\w*|trans)\b.*?end\1\s*-?%\}", "", text, flags=re.S)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
        text = re.sub(r"<(script|style|svg|code|kbd|pre)\b.*?</\1>", "", text, flags=re.S | re.I)
        # An attribute may hold >, so quoted values go before the tags.
        text = re.sub(r"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>", " ", text)
        words = [
            w
            for w in re.findall(r"[^\W\d_]{3,}", re.sub(r"&\w+;", "", text))
            if w not in {"Comity", "JSON", "CSV", "XLSX"}
        ]
        assert not words, f"{name_of(path)}: {' '.join(words[:8])!r} is not translated"


def test_texts_to_translate_are_whole_sentences():
    """No f-string and no put-together text inside gettext: the catalogue would never see it."""
    for path in ours("comity/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in GETTEXT
                and node.args
            ):
                plain = isinstance(node.args[0], ast.Constant)
                made = isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
                made = made or (
                    isinstance(node.args[0], ast.Call)
                    and ast.unparse(node.args[0]).endswith(")")
                    and ".format(" in ast.unparse(node.args[0])
                )
                assert plain or not made, (
                    f"{name_of(path)}:{node.lineno}: a text to translate is written whole"
                )


def test_time_comes_from_one_place():
    for path in ours("comity/**/*.py"):
        if name_of(path) == "comity/kernel/base/moment.py" or "migrations" in path.parts:
            continue
        found = re.search(
            r"\bdatetime\.(now|utcnow|today)\(|\bdate\.today\(|\btimezone\.now\b", path.read_text()
        )
        assert not found, f"{name_of(path)}: {found.group(0)}: ask comity.kernel.base.moment.now()"


def test_no_file_names_a_package_host():
    assert hosts.faults() == []


def test_locks_pin_every_library_by_hash():
    for name in ("requirements-bootstrap.txt", "requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text().replace("\\\n", " ")
        loose = [line for line in text.splitlines() if line.strip() and "--hash=sha256:" not in line]
        assert not loose, f"{name}: {loose[0]}"


def test_the_scaffold_of_a_module_is_whole(tmp_path):
    """What `make module` lays out compiles and names no word it did not replace."""
    settings = tmp_path / "comity" / "settings" / "base.py"
    settings.parent.mkdir(parents=True)
    settings.write_text("INSTALLED_APPS = [\n]\n")
    for path in module.lay_out(tmp_path, "library", "book"):
        assert "$" not in path.read_text()
        compile(path.read_text(), str(path), "exec")
    assert '"comity.modules.library"' in settings.read_text()
