"""Write docs/reference/flows.md: how the records of each register live, from the declarations that make the buttons.

The same as a picture is in the program, at *States and steps as a picture* above a list.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any

from .files import ROOT

HEAD = """# How records live

*Written by `make docs` from the flows of the modules; mend a word where it is declared, not here. In the program each
list has the same as a picture.*

*Right*: what the person needs on that record ([rights](rights.md)). *By the clock*: the system takes the step when a
date of the record comes. *By the system*: it follows from something else.
"""


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table of Markdown."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


def asked(register: Any, step: Any) -> str:
    """Return what has to be filled in or said with a step."""
    words = [str(register.model._meta.get_field(name).verbose_name) for name in step.fields]
    words += ["the fate of every advice"] if step.disposes else []
    words += ["a reason"] if step.asks_reason else []
    return ", ".join(words)


def who(step: Any) -> str:
    """Return the right that a step needs, or who else takes it."""
    if step.timer:
        return "by the clock"
    return "by the system" if step.internal else str(step.right)


def section(register: Any) -> str:
    """Return the states and steps of one register."""
    flow, meta = register.model.flow, register.model._meta
    states = [
        (str(s.label), ("the first" if s.initial else "") + ("ends the life" if s.closed else ""))
        for s in flow.states.values()
    ]
    steps = [
        (
            str(step.label),
            ", ".join(str(source.label) for source in step.sources),
            str(step.target.label) if step.target else "stays as it is",
            who(step),
            asked(register, step),
            step.cite,
        )
        for step in flow.steps.values()
    ]
    said = (flow.__doc__ or "").strip().replace("\n", " ")
    return (
        f"## {str(meta.verbose_name_plural).capitalize()} (`{register.kind()}`)\n\n{said}\n\n"
        + table(("State", ""), states)
        + "\n\n"
        + table(("Step", "From", "To", "Right", "Asks for", "Source"), steps)
        + "\n"
    )


def page() -> str:
    """Return the whole page, in English whatever the machine speaks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.settings.dev")
    os.environ.setdefault("COMITY_SECRET_KEY", "only-for-docs")
    import django

    django.setup()
    from django.utils import translation

    from comity.kernel.registers.register import registers

    with translation.override("en"):
        found = [section(one) for kind, one in sorted(registers.items()) if one.model.flow]
    return "\n".join([HEAD, *found])


if __name__ == "__main__":
    target = ROOT / "docs" / "reference" / "flows.md"
    if "--check" in sys.argv:
        if not target.exists() or target.read_text() != page():
            sys.exit("docs/reference/flows.md is behind the code; run `make docs`")
    else:
        target.write_text(page())
