"""Storing a list of initiatives: all of them in one change, with drafts of their cases."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.actions.verbs import add_many
from comity.kernel.audit import journal
from comity.kernel.imports.run import Run

from ..models import Case, CaseOption, CostLine, Initiative
from .words import Costs


@dataclass
class Found:
    """A line that can be written: values of the initiative, and amounts by place."""

    values: dict[str, Any]
    costs: Costs


def write(run: Run, found: list[Found]) -> None:
    """Write all lines in one change."""
    state = {"state": "rationalised"} if run.mapping.costs else {}
    with journal.writing(run.person, run.name):
        made = add_many(run.person, Initiative, [{**one.values, **state} for one in found], checked=True)
        with_costs = [(record, one.costs) for record, one in zip(made, found, strict=True) if one.costs]
        if with_costs:
            _cases(run, with_costs)


def _cases(run: Run, rows: list[tuple[Initiative, Costs]]) -> None:
    """Open a draft of a case for each initiative that has amounts, with one option."""
    first = int(
        run.mapping.constants.get("base_year") or min(place[0] for _one, costs in rows for place in costs)
    )
    cases = add_many(
        run.person, Case,
        [
            {"initiative": one, "title": one.title, "unit": one.unit, "sponsor": one.sponsor, "base_year": first,
             "summary": one.need}
            for one, _costs in rows
        ],
        checked=True,
    )  # fmt: skip
    options = add_many(
        run.person, CaseOption,
        [{"case": case, "name": _("As listed"), "preferred": True, "unit": case.unit} for case in cases], checked=True,
    )  # fmt: skip
    add_many(
        run.person, CostLine,
        [
            {"option": option, "year": year, "phase": phase, "pool": pool, "fund": fund, "amount": amount,
             "unit": option.unit}
            for option, (_one, costs) in zip(options, rows, strict=True)
            for (year, phase, pool, fund), amount in costs.items()
        ],
        checked=True,
    )  # fmt: skip
