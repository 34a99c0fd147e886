"""How rights are called when people read about them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

RIGHT_WORDS: dict[str, Any] = {
    "view": _("view"),
    "add": _("add"),
    "change": _("change"),
    "remove": _("remove"),
    "import": _("import"),
    "export": _("export"),
    "grant": _("delegate"),
    "work": _("work on"),
    "note": _("internal notes"),
    "propose": _("propose"),
    "review": _("review"),
    "endorse": _("endorse"),
    "decide": _("decide"),
    "advise": _("advise"),
    "confirm": _("confirm"),
    "administer": _("administer"),
    "*": _("do everything"),
}


def right_words(right: str) -> Any:
    """Return how a right is called; a right of a module that has no words yet is its own name."""
    return RIGHT_WORDS.get(right, right)
