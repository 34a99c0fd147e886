"""What is to be chosen from, within which limits: a problem that is plain data, with a hash of its own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

FREE, IN, OUT = "", "in", "out"
MEASURES = ("count", "money", "share")


@dataclass(frozen=True)
class Need:
    """Money that an option needs in a year, in minor units; `funds` are those that may pay (the earmark)."""

    year: int
    amount: int
    funds: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """One way to do an initiative: its value in thousandths of a point, and what it takes.

    `staff` is (year, category, hundredths of a person-month), `run` (year, minor units of running cost), `scores` the
    value by criterion in thousandths of a point. An option that is not `alive` (stop) delivers nothing to others.
    """

    code: str
    value: int
    needs: tuple[Need, ...] = ()
    staff: tuple[tuple[int, str, int], ...] = ()
    run: tuple[tuple[int, int], ...] = ()
    scores: tuple[int, ...] = ()
    alive: bool = True

    @property
    def cost(self) -> int:
        return sum(need.amount for need in self.needs)

    def time(self, year: int, category: str) -> int:
        """Return what it takes of a category of staff in a year; of all together where none is named."""
        return sum(n for when, whose, n in self.staff if when == year and category in ("", whose))

    def running(self, year: int) -> int:
        """Return its running cost in a year."""
        return sum(amount for when, amount in self.run if when == year)


@dataclass(frozen=True)
class Initiative:
    """What may be chosen, in at most one of its options; `must` is "in" (exactly one), "out" or free."""

    code: str
    programme: str
    options: tuple[Option, ...]
    must: str = FREE
    requires: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Envelope:
    """What a programme may take from a fund in a year, in minor units."""

    programme: str
    fund: str
    year: int
    amount: int


@dataclass(frozen=True)
class Synergy:
    """What two initiatives are worth together, beyond what each is worth (thousandths of a point; may be negative)."""

    one: str
    other: str
    value: int


@dataclass(frozen=True)
class Floor:
    """What a group of initiatives gets at least: a count, an amount, or a share of all money in per cent."""

    group: str
    measure: str
    least: int


@dataclass(frozen=True)
class Problem:
    """The whole question.

    `staff` limits (year, category, hundredths of a person-month), all categories together where none is named; `run`
    limits (year, minor units of running cost). What is not listed has no limit.
    """

    initiatives: tuple[Initiative, ...]
    envelopes: tuple[Envelope, ...] = ()
    exclusions: tuple[tuple[str, ...], ...] = ()
    synergies: tuple[Synergy, ...] = ()
    floors: tuple[Floor, ...] = ()
    staff: tuple[tuple[int, str, int], ...] = ()
    run: tuple[tuple[int, int], ...] = ()
    weights: tuple[int, ...] = ()
    notes: dict[str, str] = field(default_factory=dict, compare=False)

    def canonical(self) -> Problem:
        """Return the same question in a fixed order, so that the order of the input changes nothing."""
        return Problem(
            tuple(sorted((_sorted(one) for one in self.initiatives), key=lambda one: one.code)),
            tuple(sorted(self.envelopes, key=lambda e: (e.programme, e.fund, e.year))),
            tuple(sorted(tuple(sorted(set(group))) for group in self.exclusions)),
            tuple(sorted(self.synergies, key=lambda s: (s.one, s.other))),
            tuple(sorted(self.floors, key=lambda f: (f.group, f.measure))),
            tuple(sorted(self.staff)),
            tuple(sorted(self.run)),
            self.weights,
        )

    def scaled(self, percent: int) -> Problem:
        """Return the question with every envelope at so many per cent, rounded down to a whole unit."""
        return replace(
            self, envelopes=tuple(replace(e, amount=e.amount * percent // 100) for e in self.envelopes)
        )

    def forcing(self, code: str, must: str) -> Problem:
        """Return the question with one initiative forced in, kept out or set free."""
        return replace(
            self,
            initiatives=tuple(replace(i, must=must) if i.code == code else i for i in self.initiatives),
        )

    @property
    def sha256(self) -> str:
        """Return the hash of the question in canonical form: equal questions have equal hashes."""
        said = json.dumps(
            to_json(self.canonical()), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(said.encode()).hexdigest()


def _sorted(one: Initiative) -> Initiative:
    """Put what an initiative holds in order; the first of two options is the one preferred in a tie."""
    options = tuple(
        replace(
            o,
            needs=tuple(sorted((replace(n, funds=tuple(sorted(set(n.funds)))) for n in o.needs), key=_by)),
            staff=tuple(sorted(o.staff)),
            run=tuple(sorted(o.run)),
        )
        for o in sorted(one.options, key=lambda o: o.code)
    )
    return replace(
        one, options=options, requires=tuple(sorted(set(one.requires))), groups=tuple(sorted(set(one.groups)))
    )


def _by(need: Need) -> tuple[int, tuple[str, ...], int]:
    return need.year, need.funds, need.amount


def to_json(problem: Problem) -> dict[str, Any]:
    """Return a question as JSON values, without the notes."""
    said = asdict(problem)
    said.pop("notes")
    return said


def from_json(said: dict[str, Any]) -> Problem:
    """Read what `to_json` wrote."""
    return Problem(
        tuple(_initiative(one) for one in said["initiatives"]),
        tuple(Envelope(**one) for one in said["envelopes"]),
        tuple(tuple(group) for group in said["exclusions"]),
        tuple(Synergy(**one) for one in said["synergies"]),
        tuple(Floor(**one) for one in said["floors"]),
        _times(said["staff"]),
        _years(said["run"]),
        tuple(said["weights"]),
    )


def _years(said: Any) -> tuple[tuple[int, int], ...]:
    return tuple((int(year), int(amount)) for year, amount in said or ())


def _times(said: Any) -> tuple[tuple[int, str, int], ...]:
    """Read (year, category, amount); what was kept before there were categories says (year, amount)."""
    return tuple((int(one[0]), str(one[1]) if len(one) > 2 else "", int(one[-1])) for one in said or ())


def _initiative(said: dict[str, Any]) -> Initiative:
    return Initiative(
        said["code"], said["programme"], tuple(_option(one) for one in said["options"]), said["must"],
        tuple(said["requires"]), tuple(said["groups"]),
    )  # fmt: skip


def _option(said: dict[str, Any]) -> Option:
    needs = tuple(Need(n["year"], n["amount"], tuple(n["funds"])) for n in said["needs"])
    return Option(
        said["code"], said["value"], needs, _times(said["staff"]), _years(said["run"]), tuple(said["scores"]),
        said["alive"],
    )  # fmt: skip


def faults(problem: Problem) -> list[str]:
    """Return what makes a question meaningless, in English for programs; an empty list when it can be asked."""
    codes = [one.code for one in problem.initiatives]
    known, found = set(codes), []
    found += [f"{code} is listed twice" for code in sorted({c for c in codes if codes.count(c) > 1})]
    for one in problem.initiatives:
        found += [
            f"{one.code} requires {other}, which is not listed"
            for other in one.requires
            if other not in known
        ]
        if not one.options:
            found.append(f"{one.code} has no option")
        if len({o.code for o in one.options}) < len(one.options):
            found.append(f"{one.code} has two options of one name")
        if any(need.amount < 0 for o in one.options for need in o.needs):
            found.append(f"{one.code} has a negative cost")
    named = {c for group in problem.exclusions for c in group}
    named |= {c for s in problem.synergies for c in (s.one, s.other)}
    found += [f"{code} is not listed" for code in sorted(named - known)]
    found += [f"{f.measure} is no measure of a floor" for f in problem.floors if f.measure not in MEASURES]
    if any(e.amount < 0 for e in problem.envelopes):
        found.append("an envelope is negative")
    return found
