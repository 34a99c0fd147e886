"""From the portfolio, the envelopes and a wish to a question for the solver."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.apps import apps

from comity.kernel.access.rules import visible_to
from comity.kernel.base.moment import now
from comity.kernel.people.models import Unit
from comity.modules.finance.public import Fund, headroom, held_by
from comity.modules.portfolio.public import Candidate, Way, candidates
from comity.modules.results.public import Goal, KeyResult

from .exact.problem import IN, Envelope, Floor, Initiative, Need, Option, Problem, Synergy, faults
from .exact.rebalance import Terms, forced, running
from .models import Instance, ScoringModel
from .values import POINT, Worth, worths
from .wish import Wish

OPEN = ("under_appraisal", "approved", "deferred")
DECIDED = ("in_portfolio", "delivering")


@dataclass
class Built:
    """A question, the names of what it is about, and what was left out of it (codes)."""

    problem: Problem
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    unpriced: list[str] = field(default_factory=list)
    unassessed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def build(
    wish: Wish, model: ScoringModel | None, person: Any, scope: Any = None, instance: Instance | None = None
) -> Built:
    """Return the question that a wish puts to the solver, of what this person may see."""
    made = of_instance(instance) if instance else _of_portfolio(wish, model, person, scope)
    problem = made.problem
    said = wish.forced
    problem = replace(
        problem.scaled(wish.percent),
        initiatives=tuple(forced(i, said[i.code]) if i.code in said else i for i in problem.initiatives),
        floors=problem.floors + tuple(Floor(g, m, n * 100 if m == "money" else n) for g, m, n in wish.floors),
        run=tuple(
            (dict(problem.run) | {int(year): amount * 100 for year, amount in wish.run.items()}).items()
        ),
        staff=_staff(wish, problem),
    )
    made.problem = problem.canonical()
    made.faults = faults(made.problem)
    return made


def _staff(wish: Wish, problem: Problem) -> tuple[tuple[int, str, int], ...]:
    """Return the limits of staff: those of the question itself, and those wished in their place."""
    found = {(year, category): most for year, category, most in problem.staff}
    for when, months in wish.staff.items():
        year, _colon, category = when.partition(":")
        found[int(year), category] = months * 100
    return tuple((year, category, most) for (year, category), most in found.items())


def of_instance(instance: Instance) -> Built:
    """Return the question of a file."""
    from .exact.problem import from_json

    problem = from_json(instance.problem) if instance.problem else Problem(())
    names = {one.code: {"title": instance.names.get(one.code, ""), "url": ""} for one in problem.initiatives}
    return Built(problem, names)


def _of_portfolio(wish: Wish, model: ScoringModel | None, person: Any, scope: Any) -> Built:
    """Gather candidates, values and money, in a constant number of queries beside what is reserved already."""
    found = candidates(person, (*OPEN, *DECIDED) if wish.rebalance else OPEN, scope)
    kept = visible_to(person, apps.get_model("finance.Envelope")._default_manager.all(), "view", scope)
    rows = [h for h in headroom(rows=kept) if _within(h.year, wish)]
    programmes = {h.programme.pk: h.programme.code for h in rows}
    if wish.programme:
        programmes = {pk: code for pk, code in programmes.items() if code == wish.programme}
    found = [one for one in found if one.programme in programmes]
    worth = worths(model, person, scope) if model else {}
    gather = _Gather(wish, found, rows, programmes, worth)
    made = Built(Problem((), gather.envelopes()))
    items = [one for candidate in found if (one := gather.initiative(candidate, made))]
    known = {one.code for one in items}
    made.problem = Problem(
        tuple(replace(i, requires=tuple(r for r in i.requires if r in known)) for i in items),
        made.problem.envelopes, *gather.ties(known), weights=tuple(c.weight for c in gather.criteria(model)),
    )  # fmt: skip
    return made


def _within(year: int, wish: Wish) -> bool:
    return (wish.first or now().year) <= year <= (wish.last or 9999)


class _Gather:
    """What all initiatives share while their part of the question is written."""

    def __init__(
        self, wish: Wish, found: list[Candidate], rows: list[Any], programmes: dict[UUID, str],
        worth: dict[UUID, Worth],
    ):  # fmt: skip
        self.wish, self.found, self.rows, self.programmes, self.worth = wish, found, rows, programmes, worth
        self.codes = {one.initiative: one.code for one in found}
        self.years = {h.year for h in rows}
        self.funds = {fund.pk: fund for fund in Fund.objects.prefetch_related("earmarks__unit")}
        self.units = Unit.objects.in_bulk({one.unit for one in found})
        self.goals = _goals({aim for one in found for aim in one.aims})
        self.open_to: dict[UUID, list[Any]] = defaultdict(list)
        for h in rows:
            if h.fund.pk not in {f.pk for f in self.open_to[h.programme.pk]}:
                self.open_to[h.programme.pk].append(self.funds[h.fund.pk])

    def criteria(self, model: ScoringModel | None) -> list[Any]:
        from .values import criteria_of

        return criteria_of(model) if model else []

    def envelopes(self) -> tuple[Envelope, ...]:
        """Return what is free, and with it what the candidates themselves hold already."""
        free = {
            (h.programme.pk, h.fund.pk, h.year): h.free
            for h in self.rows
            if h.programme.pk in self.programmes
        }
        held = [one.case for one in self.found if one.case and one.state in ("approved", *DECIDED)]
        for one in held_by(held):
            place = one.envelope.programme_id, one.envelope.fund_id, one.envelope.year
            if place in free:
                free[place] += one.reserved + one.committed + one.spent
        return tuple(
            Envelope(self.programmes[programme], self.funds[fund].code, year, max(0, cents(amount)))
            for (programme, fund, year), amount in free.items()
        )

    def initiative(self, one: Candidate, made: Built) -> Initiative | None:
        """Write one initiative; None (and a note) where no case says what it costs."""
        ways = [way for way in one.ways if way.kind != "nothing" and way.costs]
        if not ways:
            made.unpriced.append(one.code)
            return None
        if one.initiative not in self.worth:
            made.unassessed.append(one.code)
        ways.sort(key=lambda way: (not way.preferred, way.kind, str(way.option)))
        options = tuple(self._option(one, way, n, ways) for n, way in enumerate(ways))
        made.names[one.code] = {
            "title": one.title, "pk": str(one.initiative), "running": one.running,
            "options": {option.code: way.name for option, way in zip(options, ways, strict=True)},
        }  # fmt: skip
        requires = tuple(
            self.codes[t.other] for t in one.ties if t.kind == "requires" and t.other in self.codes
        )
        must = IN if one.category == "mandatory" else ""
        item = Initiative(
            one.code, self.programmes[one.programme], options, must, requires, tuple(self._groups(one))
        )
        if not (self.wish.rebalance and one.state in DECIDED):
            return item
        first, last = min(self.years, default=now().year), max(self.years, default=now().year)
        term = self.wish.term_of(item.programme, item.code)
        left = sum(need.amount for need in options[0].needs if need.year >= first)
        stop = term.stop * 100 if term.unit == "USD" else left * term.stop // 100
        return running(item, first, last, Terms(term.later, term.worth, stop))

    def _option(self, one: Candidate, way: Way, n: int, ways: list[Way]) -> Option:
        worth, part = self.worth.get(one.initiative), _part(way, ways)
        scores = tuple(round(s * part) for s in worth.scores) if worth else ()
        needs: dict[tuple[int, tuple[str, ...]], int] = defaultdict(int)
        for (fund, year), amount in sorted(way.costs.items(), key=lambda cost: (str(cost[0][0]), cost[0][1])):
            if year in self.years:
                needs[year, self._may_pay(one, fund)] += cents(amount)
        run = tuple((year, cents(amount)) for year, amount in sorted(way.run.items()) if year in self.years)
        staff = tuple(
            (year, category, cents(months))
            for (category, year), months in way.staff.items()
            if year in self.years
        )
        return Option(
            f"{n + 1}-{way.kind}", round((worth.value if worth else self.wish.unassessed * POINT) * part),
            tuple(Need(year, amount, funds) for (year, funds), amount in sorted(needs.items())), staff, run, scores,
        )  # fmt: skip

    def _may_pay(self, one: Candidate, named: UUID) -> tuple[str, ...]:
        """Return the funds that may pay: the one of the case, or every one open to programme and unit."""
        if self.wish.paying == "case":
            return (self.funds[named].code,)
        unit = self.units[one.unit]
        return tuple(sorted(f.code for f in self.open_to[one.programme] if _fits(f, one.programme, unit)))

    def _groups(self, one: Candidate) -> list[str]:
        places = self.units[one.unit].path.strip("/").split("/")
        return [
            f"class:{one.category}", *(f"goal:{self.goals[aim]}" for aim in one.aims if aim in self.goals),
            *(f"unit:{code}" for code in places),
        ]  # fmt: skip

    def ties(self, known: set[str]) -> tuple[tuple[tuple[str, ...], ...], tuple[Synergy, ...]]:
        """Return the alternatives, and the pairs that are worth more together."""
        apart, together = set(), set()
        for one in self.found:
            for tie in one.ties:
                pair = tuple(sorted((one.code, self.codes.get(tie.other, ""))))
                if set(pair) <= known:
                    if tie.kind in ("excludes", "duplicates"):
                        apart.add(pair)
                    elif tie.kind == "synergy" and self.wish.synergy:
                        together.add(pair)
        return tuple(sorted(apart)), tuple(
            Synergy(a, b, self.wish.synergy * 1000) for a, b in sorted(together)
        )


def _goals(aims: set[UUID]) -> dict[UUID, str]:
    """Return the code of the goal behind each aim."""
    found = dict(KeyResult.objects.filter(pk__in=aims).values_list("pk", "goal__code"))
    return found | dict(Goal.objects.filter(pk__in=aims).values_list("pk", "code"))


def _fits(fund: Any, programme: UUID, unit: Unit) -> bool:
    """Say whether the earmarks of a fund allow a programme and unit; a fund without any serves all."""
    marks = list(fund.earmarks.all())
    return not marks or any(
        mark.programme_id in (None, programme) and (mark.unit is None or unit.path.startswith(mark.unit.path))
        for mark in marks
    )


def _part(way: Way, ways: list[Way]) -> Fraction:
    """Return the part of the benefits of the preferred option that this one reaches, as the case says it."""
    return Fraction(way.share, ways[0].share) if ways[0].share else Fraction(1)


def cents(amount: Decimal) -> int:
    return int(amount * 100)
