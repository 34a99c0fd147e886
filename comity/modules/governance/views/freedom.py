"""Central control and operational freedom side by side: per matter who decides where, and what was decided where."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from comity.kernel.shell.charts import Chart, stacked

from .. import hooks
from ..models import Accountability, Mode
from .reader import asked, csv_file, for_person, limits, needs, rules, standing_words, tabs

HUES = {"central": "hue-1", "shared": "hue-4", "local": "hue-3"}


@for_person
def page(request: Any) -> HttpResponse:
    """The table and the picture, as at a day."""
    wish = asked(request)
    found = rules(request, wish)
    lines = _lines(request, found)
    context = {
        **standing_words(request, wish),
        "lines": lines,
        "modes": list(Mode.choices),
        "counted": hooks.counts_decisions(),
        "totals": [sum(line["decided"][mode] for line in lines) for mode in Mode.values],
        "chart": _chart(lines) if lines else None,
        "tabs": tabs("freedom"),
        "where": "governance/views/freedom.py; governance/templates/governance/freedom.html",
    }
    return render(request, "governance/freedom.html", context)


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The rules behind the table as a file, with what was decided under each."""
    needs(request, "export", Accountability)
    wish = asked(request)
    found = rules(request, wish)
    heads = [
        _("Matter"), _("Mode"), _("Decided by"), _("Reviewed by"), _("Endorsed by"), _("Unit"), _("Programme"),
        _("Below the amount (USD)"), _("Up to the risk"), _("Source"), _("Decisions"),
    ]  # fmt: skip
    counts = _counts(request)
    rows = (
        [
            r.matter.code, r.get_mode_display(), r.decider.code, r.reviewer.code if r.reviewer else "",
            r.endorser.code if r.endorser else "", r.unit.code if r.unit else "", r.programme.code if r.programme else "",
            r.amount_to, r.risk_to, r.source, counts[r.matter.code, r.decider_id],
        ]
        for r in found
    )  # fmt: skip
    return csv_file("central-and-local", heads, rows)


def _counts(request: Any) -> Counter[tuple[str, Any]]:
    """Return how many decisions each body took in each matter, as far as the reader may see them."""
    counts: Counter[tuple[str, Any]] = Counter()
    for one in hooks.decided(request.person, request.scope):
        counts[one.matter, one.body_id] += one.number
    return counts


def _lines(request: Any, found: list[Accountability]) -> list[dict[str, Any]]:
    """Return a line for each matter: its rules by mode, and the decisions of their deciders."""
    counts = _counts(request)
    lines: dict[Any, dict[str, Any]] = {}
    for rule in found:
        line = lines.setdefault(
            rule.matter_id,
            {"matter": rule.matter, "rules": {mode: [] for mode in Mode.values}, "decided": Counter(), "seen": set()},
        )  # fmt: skip
        line["rules"][rule.mode].append({"row": rule, "limits": limits(rule)})
        if rule.decider_id not in line["seen"]:
            line["seen"].add(rule.decider_id)
            line["decided"][rule.mode] += counts[rule.matter.code, rule.decider_id]
    for line in lines.values():
        line["cells"] = [
            {"mode": m, "rules": line["rules"][m], "decided": line["decided"][m]} for m in Mode.values
        ]
    return list(lines.values())


def _chart(lines: list[dict[str, Any]]) -> Chart:
    """Draw where decisions were taken; before there are any, draw where the rules put them."""
    taken = any(line["decided"][mode] for line in lines for mode in Mode.values)
    series = [(str(label), HUES[mode]) for mode, label in Mode.choices]
    shown = [
        (
            str(line["matter"].name),
            [float(line["decided"][m] if taken else len(line["rules"][m])) for m in Mode.values],
        )
        for line in lines
    ]
    shown = [(name, values) for name, values in shown if sum(values)]
    local = sum(bool(line["rules"]["local"]) for line in lines)
    title = _("%(local)s of %(all)s matters can be decided where the work is") % {
        "local": local,
        "all": len(lines),
    }
    measure = (
        _("Decisions, by where they were taken") if taken else _("Rules, by where they put the decision")
    )
    made = stacked(
        shown, series, title, measure, _("Source: the accountability framework, and recorded decisions.")
    )
    made.rows = () if not taken else made.rows
    return made
