"""Write docs/map.md: every package in its own words, with its registers, flows and doors, read from the code.

Only the text of the files is read, nothing is imported: the map can be made of a broken tree.
"""

import ast
import sys
from pathlib import Path

from .files import ROOT

PLACES = {
    "modules": "Modules: one domain each",
    "connectors": "Connectors: doors to other systems",
    "kernel": "Kernel: what every domain needs and none owns",
}
HEAD = """# The map

*Written by `make map` from the docstrings; mend a word where it is defined, not here.*
"""


def tree(path: Path) -> ast.Module:
    """Return the parsed file, or an empty one."""
    return ast.parse(path.read_text()) if path.exists() else ast.Module(body=[], type_ignores=[])


def classes(path: Path, base: str) -> list[ast.ClassDef]:
    """Return the classes of a file that name `base` as one of theirs."""
    return [
        node
        for node in tree(path).body
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(b).split(".")[-1].endswith(base) for b in node.bases)
    ]


def values(node: ast.ClassDef) -> dict[str, ast.expr]:
    """Return the simple assignments in a class."""
    return {
        statement.targets[0].id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    }


def sentence(node: ast.AST) -> str:
    """Return the first line of a docstring."""
    said = ast.get_docstring(node) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) else None
    return (said or "").strip().split("\n\n")[0].replace("\n", " ")


def files_named(package: Path, word: str) -> list[Path]:
    """Return `word.py` of a package, or the files of its folder `word/`."""
    return [package / f"{word}.py", *sorted((package / word).glob("*.py"))]


def registers(package: Path) -> list[str]:
    """Return a line for each register: its name, prefix and model."""
    lines = []
    for path in files_named(package, "registers"):
        for node in classes(path, "Register"):
            about = values(node)
            prefix = (
                ast.literal_eval(about["prefix"]) if isinstance(about.get("prefix"), ast.Constant) else ""
            )
            model = ast.unparse(about["model"]) if "model" in about else ""
            said = sentence(node)
            lines.append(
                f"- **{node.name}**"
                + (f" ({prefix})" if prefix else "")
                + f" of `{model}`"
                + (f": {said}" if said else "")
            )
    return lines


def flows(package: Path) -> list[str]:
    """Return the steps of each flow as `from → to`."""
    lines = []
    for path in files_named(package, "flows"):
        for node in classes(path, "Flow"):
            lines.append(f"- **{node.name}**: {sentence(node)}".rstrip(": "))
            for name, value in values(node).items():
                if (
                    isinstance(value, ast.Call)
                    and ast.unparse(value.func).split(".")[-1] == "Step"
                    and len(value.args) > 1
                ):
                    source, target = (ast.unparse(arg).strip("[]()") for arg in value.args[:2])
                    lines.append(f"  - {name}: {source} → {target}")
    return lines


def doors(package: Path) -> list[str]:
    """Return what neighbours may use: the functions and events of public.py."""
    found = [n for n in tree(package / "public.py").body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    return [
        f"- `{node.name}`: {sentence(node)}".rstrip(": ") for node in found if not node.name.startswith("_")
    ]


def page() -> str:
    """Return the whole map."""
    parts = [HEAD]
    for place, title in PLACES.items():
        parts.append(f"## {title}\n")
        for package in sorted((ROOT / "comity" / place).glob("*/__init__.py")):
            node = tree(package)
            parts.append(f"### {package.parent.name}\n\n{ast.get_docstring(node) or ''}\n")
            for heading, lines in (
                ("Registers", registers(package.parent)),
                ("Flows", flows(package.parent)),
                ("What neighbours may use", doors(package.parent)),
            ):
                if lines:
                    parts.append(f"{heading}:\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    target = ROOT / "docs" / "map.md"
    if "--check" in sys.argv:
        if not target.exists() or target.read_text() != page():
            sys.exit("docs/map.md is behind the code; run `make map`")
    else:
        target.write_text(page())
