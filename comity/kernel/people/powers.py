"""What a person may do, in words: rights by register and place, and where each comes from."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..base.models import Classification, Tracked
from .models import Unit

Words = str | Promise
RIGHTS: dict[str, Words] = {
    "*": _("everything"), "view": _("see"), "add": _("add"), "change": _("change"), "remove": _("remove"),
    "import": _("import"), "export": _("export"), "grant": _("grant rights"), "work": _("work on"),
    "note": _("read and write internal notes"), "propose": _("propose"), "review": _("review"),
    "endorse": _("endorse"), "decide": _("decide"), "advise": _("advise"), "administer": _("administer"),
}  # fmt: skip


@dataclass(frozen=True)
class Power:
    """One line: on which register, what, where, up to which classification, by which sources."""

    register: Words
    rights: tuple[Words, ...]
    unit: Words
    below: bool
    ceiling: Words
    sources: tuple[str, ...]


def registers() -> dict[str, str]:
    """Return the registers there are, by kind, in the order of their names."""
    found = {
        m.kind_name(): capfirst(str(m._meta.verbose_name_plural))
        for m in apps.get_models()
        if issubclass(m, Tracked)
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def called(register: str) -> Words:
    """Name a register, the registers of a module, or all."""
    if register == "*":
        return _("Everything")
    if register.endswith(".*"):
        cards = {card.label: card.verbose_name for card in apps.get_app_configs()}
        return cards.get(register[:-2], register)
    return registers().get(register, register)


def powers(scope: Any) -> list[Power]:
    """Put a compiled scope (`access.scope.Scope`) into lines a person can read."""
    gathered: dict[tuple[str, str, bool, int], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (right, register), lines in scope.lines.items():
        for line in lines:
            gathered[register, line.path, line.below, line.ceiling][right].add(line.source)
    units = {
        unit.path: unit for unit in Unit.objects.filter(path__in={path for _r, path, _b, _c in gathered})
    }
    order = list(RIGHTS)
    return [
        Power(
            called(register),
            tuple(
                RIGHTS.get(right, right)
                for right in sorted(held, key=lambda r: order.index(r) if r in order else 99)
            ),
            str(units.get(path, path)),
            below,
            Classification(ceiling).label,
            tuple(sorted(set().union(*held.values()))),
        )
        for (register, path, below, ceiling), held in sorted(gathered.items(), key=lambda pair: pair[0])
    ]
