"""An answer as a page shows it: what is chosen, who pays, the frontier, the refusals, what is certain."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.kernel.access.rules import visible_to
from comity.kernel.shell.charts import Chart, Series, trend
from comity.kernel.shell.charts.figure import number
from comity.modules.portfolio.public import staff_categories

from .exact.conflicts import Conflict
from .exact.problem import Initiative, Option, Problem, from_json
from .exact.rebalance import CONTINUE, SLOW, STOP
from .models import Solution

WAYS = {
    "minimum": gettext_lazy("Do the minimum"), "reduced": gettext_lazy("Reduced scope"),
    "full": gettext_lazy("Full scope"), "enhanced": gettext_lazy("Enhanced scope"),
    "continue": gettext_lazy("Go on as it is"), "slow": gettext_lazy("Go on more slowly"),
    "stop": gettext_lazy("Stop"), "less": gettext_lazy("Reduced scope"), "more": gettext_lazy("Enhanced scope"),
}  # fmt: skip
BANDS = {
    "core": gettext_lazy("Certain: chosen in nearly every case"),
    "borderline": gettext_lazy("Borderline: depends on weights and costs"),
    "exterior": gettext_lazy("Out: chosen in hardly any case"),
}
KINDS = {
    "mandatory": gettext_lazy("Is in by force"), "floor": gettext_lazy("Floor"), "money": gettext_lazy("Envelope"),
    "staff": gettext_lazy("Staff"), "run": gettext_lazy("Running cost"),
}  # fmt: skip
TOGETHER = gettext_lazy("All staff together")
HIDDEN = "—"


@dataclass(frozen=True)
class Name:
    """What a reader may know of an initiative."""

    code: str
    title: str
    url: str = ""


def names_of(person: Any, scope: Any, instance: Any = None) -> dict[str, Name]:
    """Return the names of what the reader may see."""
    if instance is not None:
        codes = [one["code"] for one in instance.problem.get("initiatives", ())]
        return {code: Name(code, instance.names.get(code, "")) for code in codes}
    rows = visible_to(person, apps.get_model("portfolio.Initiative")._default_manager.all(), "view", scope)
    return {
        code: Name(code, title, reverse("portfolio.initiative:detail", args=[pk]))
        for pk, code, title in rows.values_list("pk", "code", "title")
    }


def way_words(code: str) -> str:
    """Name an option: by its kind where it has one, else by its code."""
    kind = code.split("-", 1)[-1]
    return str(WAYS.get(kind, code))


def category_words(code: str) -> str:
    """Name a category of staff: as the portfolio does, else by its code; all together where there is none."""
    return staff_categories().get(code, code) if code else str(TOGETHER)


@dataclass
class Line:
    """An initiative in the answer; `costs` stands beside the years of the page, in whole units."""

    name: Name
    option: str
    value: float
    costs: list[float]
    total: float
    band: str = ""
    percent: float | None = None
    forced: str = ""
    chosen: bool = False


@dataclass
class Shown:
    """The whole answer for one reader."""

    problem: Problem
    result: Any
    names: dict[str, Name]
    answer: dict[str, Any]
    years: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    hidden: int = 0

    @property
    def chosen(self) -> list[Line]:
        return [line for line in self.lines if line.chosen]

    @property
    def explored(self) -> bool:
        return "frontier" in self.answer

    @property
    def value(self) -> float:
        return float(self.result.value / 1000)

    @property
    def bound(self) -> float:
        return float(self.result.bound / 1000)

    @property
    def gap(self) -> float:
        return float(self.result.gap * 100)

    @property
    def cost(self) -> float:
        return float(self.result.cost / 100)

    def name(self, code: str) -> Name:
        return self.names.get(code, Name(HIDDEN, _("Not visible to you")))


def show(found: Solution, names: dict[str, Name]) -> Shown:
    """Lay an answer out for a reader, in a fixed order; what the reader may not see is only counted."""
    made = Shown(from_json(found.problem), found.result, names, found.answer)
    made.years = sorted({e.year for e in made.problem.envelopes})
    bands = {one["initiative"]: one for one in found.answer.get("bands", ())}
    for one in made.problem.initiatives:
        if one.code not in names:
            made.hidden += 1
            continue
        made.lines.append(_line(made, one, bands.get(one.code, {})))
    made.lines.sort(key=lambda line: (not line.chosen, -line.value, line.name.code))
    return made


def _line(made: Shown, one: Initiative, band: dict[str, Any]) -> Line:
    code = made.result.chosen.get(one.code)
    option = next((o for o in one.options if o.code == code), one.options[0])
    costs = by_year(option, made.years)
    return Line(
        made.names[one.code], way_words(option.code), option.value / 1000, costs, option.cost / 100,
        str(BANDS.get(band.get("band", ""), "")), band.get("percent"), "" if goes_on(one) else one.must, code is not None,
    )  # fmt: skip


def goes_on(one: Initiative) -> bool:
    """Say whether the question is how a running project goes on."""
    return {option.code for option in one.options} <= {CONTINUE, SLOW, STOP}


def by_year(option: Option, years: list[int]) -> list[float]:
    sums: dict[int, int] = defaultdict(int)
    for need in option.needs:
        sums[need.year] += need.amount
    return [sums[year] / 100 for year in years]


def money(made: Shown) -> list[dict[str, Any]]:
    """Return each envelope with what the answer takes from it."""
    used: dict[tuple[str, str, int], int] = defaultdict(int)
    for spend in made.result.spending:
        used[spend.programme, spend.fund, spend.year] += spend.amount
    rows = []
    for e in made.problem.envelopes:
        taken = used[e.programme, e.fund, e.year]
        rows.append({
            "programme": e.programme, "fund": e.fund, "year": e.year, "amount": e.amount / 100, "used": taken / 100,
            "free": (e.amount - taken) / 100, "share": round(100 * taken / e.amount) if e.amount else None,
        })  # fmt: skip
    return rows


def frontier_chart(made: Shown) -> Chart | None:
    """Draw the best value at each scale of the envelopes."""
    points = [p for p in made.answer.get("frontier", ()) if p["status"] in ("optimal", "time")]
    if len(points) < 2:
        return None
    times = [number(p["percent"], "%") for p in points]
    series = [
        Series(_("Value (points)"), [p["value"] / 1000 for p in points], "hue-1"),
        Series(_("Proved bound (points)"), [p["bound"] / 1000 for p in points], "hue-3"),
    ]
    return trend(
        times, series, _("What more or less money would bring"),
        _("Best value with these envelopes at other scales; nothing is worth more than the bound"),
    )  # fmt: skip


def refusals(made: Shown) -> list[dict[str, Any]]:
    """Return the price of each refusal that the reader may see, the cheapest first."""
    return [
        {
            "name": made.names[one["initiative"]], "loss": None if one["loss"] is None else one["loss"] / 1000,
            "drops": [made.name(c) for c in one["drops"]], "adds": [made.name(c) for c in one["adds"]],
            "changes": [made.name(c) for c in one["changes"]],
        }
        for one in made.answer.get("refusals", ()) if one["initiative"] in made.names
    ]  # fmt: skip


def bands(made: Shown) -> list[tuple[str, list[Line]]]:
    """Return the bands with what is in them, the most frequent first."""
    found = []
    for label in BANDS.values():
        lines = [line for line in made.lines if line.band == str(label)]
        found.append((str(label), sorted(lines, key=lambda line: (-(line.percent or 0), line.name.code))))
    return found if made.explored else []


def why(made: Shown) -> dict[str, list[str]] | None:
    """Say why nothing fits, in sentences."""
    said = made.answer.get("why")
    if not said:
        return None
    return {
        "give_up": [_conflict(made, Conflict(**one)) for one in said["give_up"]],
        "or_add": [_conflict(made, Conflict(**one)) for one in said["or_add"]],
    }


def _conflict(made: Shown, one: Conflict) -> str:
    name = one.name
    if one.kind == "staff":
        year, _dot, category = one.name.partition(" · ")
        name = f"{year} · {category_words(category)}" if category else year
    if one.kind == "mandatory":
        known = made.name(one.name)
        name = f"{known.code} {known.title}".strip()
    said = f"{KINDS.get(one.kind, one.kind)}: {name}"
    if one.lacks and one.kind in ("money", "run"):
        return _("%(what)s lacks %(amount)s") % {"what": said, "amount": number(one.lacks / 100, "USD")}
    if one.lacks:
        months = _("%(n)s person-months") % {"n": number(one.lacks / 100)}
        return _("%(what)s lacks %(amount)s") % {"what": said, "amount": months}
    return said


def heads(made: Shown) -> list[str]:
    """Return the heads of the answer as a file."""
    return ["code", "title", "chosen", "option", "value", *(f"cost {year}" for year in made.years), "cost", "forced", "chosen in % of samples"]  # fmt: skip


def rows(made: Shown) -> list[list[Any]]:
    """Return the answer as a file: one line for each initiative."""
    return [
        [line.name.code, line.name.title, "yes" if line.chosen else "no", line.option if line.chosen else "",
         line.value, *line.costs, line.total, line.forced, "" if line.percent is None else line.percent]
        for line in made.lines
    ]  # fmt: skip
