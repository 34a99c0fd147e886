"""The picture of promised and realised: one row a project, what came within what was promised."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.shell.charts import Chart, Column
from comity.kernel.shell.charts.svg import Across, plot
from comity.modules.appraisal.public import short

from .queries import Sum
from .words import money, percent_words

ROW, LONGEST, LONG_NAME = 50, 72.0, 46


def promised_and_realised(rows: Sequence[Sum], title: str, rtl: bool | None = None) -> Chart:
    """Draw what was promised (pale), what of it is measured by now (darker frame) and what came (blue)."""
    across = Across(rtl)
    top = float(max([max(row.promised, row.realised) for row in rows], default=0)) or 1.0
    drawn: list[Any] = []
    for i, row in enumerate(rows):
        y = i * ROW
        name = str(row.project.title)
        drawn.append(across.text(0, y + 14, name if len(name) <= LONG_NAME else name[: LONG_NAME - 1] + "…"))
        wide = [LONGEST * float(value) / top for value in (row.promised, row.measured, row.realised)]
        said = _("%(name)s: %(realised)s of %(measured)s measured so far, %(promised)s promised in all") % {
            "name": name, "realised": money(row.realised), "measured": money(row.measured), "promised": money(row.promised),
        }  # fmt: skip
        drawn.append(across.rect(0, wide[0], y + 20, 20, "soft", title=said, rx=2))
        drawn.append(across.rect(0, wide[2], y + 24, 12, "hue-1", title=said, rx=2))
        if row.measured:
            drawn.append(across.line(wide[1], y + 18, y + 42, "nowline"))
        end = max(wide[0], wide[2])
        drawn.append(
            across.text(end, y + 35, short(row.realised) + " / " + short(row.promised), "strongly", gap=6)
        )
    subtitle = _("USD by project; the mark says how much of the promise has been measured and verified")
    columns = [
        Column(_("Project")), Column(_("Promised"), True), Column(_("Measured"), True), Column(_("Realised"), True),
        Column(_("Share"), True),
    ]  # fmt: skip
    table = [
        [
            str(row.project.title),
            money(row.promised),
            money(row.measured),
            money(row.realised),
            percent_words(row.share),
        ]
        for row in rows
    ]
    key = [{"label": _("promised"), "css": "soft"}, {"label": _("realised"), "css": "hue-1"}]
    return Chart(
        title, plot(drawn, title, subtitle, len(rows) * ROW, rtl=rtl), columns, table, subtitle, key=key
    )
