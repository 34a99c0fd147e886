"""Work of the portfolio that nobody waits for: bringing in a list of initiatives, warning of conditions."""

from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import ask
from comity.kernel.base.moment import now
from comity.kernel.imports.foreign import ForeignFile, foreign_file
from comity.kernel.imports.run import Run
from comity.kernel.jobs.declare import job
from comity.kernel.jobs.effects import once
from comity.kernel.people.models import Unit
from comity.kernel.registers.lookup import LookupField

from . import bringing, conditions, topics
from .models import Case, Initiative, Mapping
from .models.cases import CONDITIONAL

SOON = timedelta(days=14)  # while a condition can still be met


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


@job(
    "portfolio.conditions", title=_("Warning of conditions that fall due"), retry=3, every=timedelta(days=1),
    offset=timedelta(hours=6),
)  # fmt: skip
def warn(progress: Any) -> dict[str, int]:
    """Tell those concerned, once for each day, that an approval lapses soon."""
    told, rows = 0, Case.objects.filter(state=CONDITIONAL)
    for case in rows.select_related("initiative", "sponsor", "decision__body").order_by("id"):
        moment = case.last_moment()
        if case.lapses_at is None and moment is not None and moment > now():
            conditions.keep_watch(case)  # decided before the day was kept on the case
        if case.lapses_at is None or not now() < case.lapses_at <= now() + SOON:
            continue
        day = case.lapses_at.date()
        with once(f"portfolio.conditions:{case.pk}:{day}") as first:
            if first:
                conditions.inform(case, case.unmet()[:1], topics.SOON, day=day)
                told += 1
    return {"told": told}
