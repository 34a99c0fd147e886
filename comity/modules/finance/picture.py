"""Where the money of an envelope is, as a bar: spent, committed, reserved, free."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.kernel.shell.charts import Chart, stacked
from comity.kernel.shell.charts.figure import number
from comity.kernel.shell.charts.svg import Across, plot

from .queries import usd

PARTS = (
    ("spent", gettext_lazy("Spent"), "hue-1"),
    ("committed", gettext_lazy("Committed"), "hue-4"),
    ("reserved", gettext_lazy("Reserved"), "hue-5"),
    ("free", gettext_lazy("Free"), "hue-3"),
)


def bar(one: Any, top: Decimal, asked: Decimal = Decimal(0)) -> SafeString:
    """Draw an envelope as long as what was allotted, in parts of `top`; `asked` is cut out of what is free."""
    across, start, drawn, said = Across(), 0.0, [], []
    for name, label, css in PARTS:
        value = getattr(one, name)
        said.append(f"{label}: {usd(value)}")
        pieces = [(value, css, said[-1])]
        if name == "free" and asked:
            words = f"{_('If this were approved')}: {usd(asked)}"
            said.append(words)
            pieces = [(min(asked, value), "hue-2", words), (value - asked, css, said[-2])]
        for amount, hue, title in pieces:
            width = float(100 * max(amount, Decimal(0)) / top) if top else 0.0
            drawn.append(across.rect(start, width, 0, 14, f"{hue} cut", title=title))
            start += width
    return plot(drawn, "; ".join(said), "", 14)


def chart(rows: Sequence[Any]) -> Chart | None:
    """Draw the programmes, each with its parts; the title says how much is free."""
    sums: dict[Any, list[Decimal]] = {}
    for one in rows:
        into = sums.setdefault(one.programme, [Decimal(0)] * len(PARTS))
        for place, (name, _label, _css) in enumerate(PARTS):
            into[place] += getattr(one, name)
    allotted = sum((one.allotted for one in rows), Decimal(0))
    if not allotted:
        return None
    free = sum((one.free for one in rows), Decimal(0))
    title = _("%(share)s of what was allotted is free: %(free)s") % {
        "share": number(float(100 * free / allotted), "%"), "free": usd(free),
    }  # fmt: skip
    parts = [
        (str(programme.name), [round(max(0.0, float(amount)) / 1e6, 2) for amount in amounts])
        for programme, amounts in sums.items()
    ]
    made = stacked(
        parts, [(label, css) for _name, label, css in PARTS], title, _("Millions of US dollars, by programme"),
        _("Source: the ledger of Comity, as it stands now."),
    )  # fmt: skip
    made.rows = ()  # the page has a fuller table of its own
    return made
