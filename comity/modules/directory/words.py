"""How rights, registers and reaches are called when people read about who may do what."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from comity.kernel.access import RIGHTS
from comity.kernel.base.models import Classification
from comity.kernel.registers.register import registers
from comity.kernel.registers.words import RIGHT_WORDS, right_words


def register_words(kind: str) -> str:
    """Return how a register is called, or a module's or all registers ("desk.*", "*")."""
    if kind == "*":
        return _("All registers")
    label, _dot, model = kind.partition(".")
    if model == "*":
        card = apps.app_configs.get(label)
        return _("All registers of “%(module)s”") % {"module": card.verbose_name if card else label}
    try:
        name = str(apps.get_model(kind)._meta.verbose_name_plural)
    except (LookupError, ValueError):
        return kind
    return name[:1].upper() + name[1:]


def place_words(path: str, below: bool) -> str:
    """Return where a right holds: a unit by its code, alone or with those below."""
    code = path.strip("/").split("/")[-1]
    return _("%(unit)s and below") % {"unit": code} if below else code


def level_words(level: int) -> Any:
    """Return up to which classification a right holds."""
    return Classification(level).label


def kinds_of(pattern: str) -> list[str]:
    """Return the registers that a pattern names."""
    if pattern == "*":
        return list(registers)
    if pattern.endswith(".*"):
        return [kind for kind in registers if kind.startswith(pattern[:-1])]
    return [pattern]


def covers(pattern: str, kind: str) -> bool:
    """Say whether a register pattern of a grant includes a register (or a narrower pattern)."""
    return pattern in ("*", kind, kind.split(".")[0] + ".*")


def right_choices() -> list[tuple[str, Any]]:
    """Return the rights by name, in the order of the house."""
    return [(right, RIGHT_WORDS[right]) for right in RIGHTS]


__all__ = [
    "covers",
    "kinds_of",
    "level_words",
    "place_words",
    "register_words",
    "right_choices",
    "right_words",
]
