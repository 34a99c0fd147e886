"""How rights and deeds are called when people read about them."""

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


DEED_WORDS: dict[str, Any] = {
    "add": _("Created"),
    "change": _("Changed"),
    "remove": _("Removed"),
    "dispose": _("Answered"),
    "import": _("Imported"),
    "move": _("Moved"),
    "solve": _("Solved"),
    "sign-in": _("Signed in"),
    "issue": _("Issued"),
    "revoke": _("Revoked"),
    "sign-in-failed": _("Failed to sign in"),
    "signed-out-everywhere": _("Signed out everywhere"),
    "created": _("Created"),
    "enabled": _("Allowed to sign in"),
    "disabled": _("Barred from signing in"),
    "link": _("Sent a link to sign in"),
    "password": _("Changed the password"),
    "password-reset": _("Reset the password"),
    "second-step-added": _("Added a second step"),
    "second-step-removed": _("Removed a second step"),
    "recovery-codes": _("Made recovery codes"),
}


def deed(model: Any, verb: str) -> Any:
    """Return how what the journal says was done is called: a step by its label, else by these words."""
    steps = model.flow.steps if model is not None and model.flow else {}
    return steps[verb].label if verb in steps else DEED_WORDS.get(verb, verb)
