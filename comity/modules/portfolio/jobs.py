"""Work of the portfolio that nobody waits for: bringing in a list of initiatives."""

from pathlib import Path
from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import ask
from comity.kernel.imports.foreign import ForeignFile, foreign_file
from comity.kernel.imports.run import Run
from comity.kernel.people.models import Unit
from comity.kernel.registers.lookup import LookupField

from . import bringing
from .models import Initiative, Mapping


@foreign_file
class InitiativeList(ForeignFile):
    """A list of initiatives or investments from elsewhere; with amounts, each comes with a draft of its case."""

    work = "portfolio.bring"
    address = "portfolio:bring"
    title = _("Bring in a list")
    lead = _(
        "A list of initiatives or investments from elsewhere, read by a mapping. Either every line is written or none; "
        "codes that are known already change nothing."
    )
    model, mapping, shipped = Initiative, Mapping, Path(__file__).resolve().parent / "data"
    file_help = _("CSV or XLSX; its first line names its columns.")
    largest = 20_000_000
    whole = True
    counts = {
        "read": _("Lines read"),
        "added": _("To be added"),
        "known": _("Known already"),
        "costs": _("Cost lines"),
        "total": _("Cost (USD)"),
    }
    back = ("portfolio:overview", _("Portfolio"))

    @classmethod
    def asks(cls, person: Any, scope: Any) -> dict[str, forms.Field]:
        return {"unit": LookupField(Unit, person, scope, label=_("Unit, where the list names none"))}

    @classmethod
    def ask(cls, person: Any, scope: Any, mapping: Any = None, about: Any = None) -> None:
        """Who brings amounts says that the initiatives were rationalised elsewhere, which is a review."""
        super().ask(person, scope, mapping, about)
        if mapping is not None and mapping.costs:
            ask(person, "review", Initiative, scope)

    @staticmethod
    def load(content: BinaryIO, run: Run) -> bringing.Report:
        return bringing.load(content, run)
