"""`python -m bench.selection FOLDER`: exact selection against known optima, and on portfolios of real size.

FOLDER holds mknap1.txt and mknap2.txt of the OR-Library; without it only the generated portfolios are solved.
Every answer is checked in whole numbers. Run it on a machine that does nothing else.
"""

import argparse
from pathlib import Path
from time import monotonic

import numpy as np

from comity.modules.selection.exact.explore import frontier, refusals, robustness
from comity.modules.selection.exact.judge import breaches
from comity.modules.selection.exact.orlib import mknap1, mknap2
from comity.modules.selection.exact.problem import (
    Envelope,
    Floor,
    Initiative,
    Need,
    Option,
    Problem,
    Synergy,
)
from comity.modules.selection.exact.solve import Result, solve, solver_name

YEARS = (2027, 2028, 2029)
PROGRAMMES = ("KM", "RM", "IM")
FUNDS = ("RB", "PK", "XB", "CAP")


def portfolio(n: int, options: int, seed: int, share: float = 0.4, extras: bool = True) -> Problem:
    """Make a portfolio: n initiatives with options and earmarks, envelopes of `share` of what all would take."""
    draw = np.random.default_rng(seed)
    items, asked = [], dict.fromkeys(((p, f, y) for p in PROGRAMMES for f in FUNDS for y in YEARS), 0.0)
    for i in range(n):
        programme = PROGRAMMES[int(draw.integers(3))]
        funds = tuple(f for f in FUNDS if draw.random() < 0.45) or (FUNDS[int(draw.integers(4))],)
        size = float(np.exp(draw.normal(13.2, 0.9)))
        worth = size**0.6 * float(draw.uniform(0.5, 1.5))
        made = []
        for o, factor in enumerate((1.0, 0.6, 1.4)[:options]):
            begin = int(draw.integers(3)) if o == 2 else 0
            needs = []
            for k, part in enumerate(draw.dirichlet([3, 3, 3])[: 3 - begin]):
                amount = int(size * factor * part) * 100
                needs.append(Need(YEARS[begin + k], amount, funds))
                for fund in funds if o == 0 else ():
                    asked[programme, fund, YEARS[begin + k]] += amount / len(funds)
            value = int(worth * (1.0, 0.7, 1.25)[o])
            staff = tuple((y, "", int(size * factor / 4000)) for y in YEARS)
            made.append(Option(("full", "less", "more")[o], value, tuple(needs), staff=staff))
        goals = tuple({f"goal:{int(draw.integers(1, 6))}" for _g in range(2)})
        items.append(Initiative(f"I{i:04}", programme, tuple(made), groups=goals))
    envelopes = tuple(Envelope(*k, int(v * share)) for k, v in asked.items())
    return _linked(draw, items, envelopes) if extras else Problem(tuple(items), envelopes)


def _linked(draw: np.random.Generator, items: list[Initiative], envelopes: tuple[Envelope, ...]) -> Problem:
    """Add dependencies, alternatives, synergies, staff and floors."""
    n = len(items)
    needs: dict[int, set[int]] = {}
    for _d in range(n * 15 // 100):
        i, j = sorted(draw.choice(n, 2, replace=False))
        needs.setdefault(int(j), set()).add(int(i))
    linked = [
        Initiative(
            one.code,
            one.programme,
            one.options,
            requires=tuple(items[k].code for k in needs.get(i, ())),
            groups=one.groups,
        )
        for i, one in enumerate(items)
    ]
    groups = [
        tuple(items[int(k)].code for k in draw.choice(n, 3, replace=False)) for _g in range(max(1, n // 20))
    ]
    pairs = [draw.choice(n, 2, replace=False) for _s in range(max(1, n // 15))]
    synergies = tuple(
        Synergy(items[int(a)].code, items[int(b)].code, int(draw.integers(50, 400))) for a, b in pairs
    )
    staff = tuple(
        (y, "", sum(o.staff[0][2] for one in items for o in one.options[:1]) * 45 // 100) for y in YEARS
    )
    floors = (Floor("goal:1", "share", 15), Floor("programme:KM", "share", 20))
    return Problem(tuple(linked), envelopes, tuple(groups), synergies, floors, staff)


def line(name: str, size: str, known: str, result: Result) -> None:
    cells = (
        name, size, known, f"{result.value / 1000:g}", f"{result.gap:.2e}", result.status, result.solves, f"{result.seconds:.2f}",
    )  # fmt: skip
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def library(folder: Path) -> int:
    """Solve what the literature knows; return how many answers differ from it."""
    wrong = 0
    for known in mknap1((folder / "mknap1.txt").read_text()) + mknap2((folder / "mknap2.txt").read_text()):
        result = solve(known.problem, gap=0, seconds=120, settle=False)
        right = result.value == known.optimum * 1000 and result.status == "optimal" and not breaches(
            known.problem, result.chosen
        )  # fmt: skip
        wrong += not right
        line(known.name, known.size, str(known.optimum), result)
    return wrong


def generated(seconds: float) -> None:
    for n, options, gaps in ((60, 3, (1e-3, 1e-6, 0.0)), (600, 1, (1e-3, 1e-4)), (600, 3, (1e-3,))):
        for seed in (1, 2, 3):
            problem = portfolio(n, options, seed)
            for gap in gaps:
                result = solve(problem, gap, seconds)
                assert not breaches(problem.canonical(), result.chosen)
                line(f"portfolio seed {seed} gap {gap:g}", f"{n} × {options}", "", result)


def explored() -> None:
    problem = portfolio(60, 3, 1)
    base = solve(problem, 1e-3)
    for name, made in (
        ("frontier of 10", lambda: frontier(problem, range(40, 140, 10), 1e-3)),
        ("price of 10 refusals", lambda: refusals(problem, base, 10, 1e-3)),
        ("robustness of 40", lambda: robustness(problem, base, 40, gap=1e-3)),
    ):
        began = monotonic()
        made()
        print(f"| {name} | 60 × 3 | | | | | | {monotonic() - began:.2f} |", flush=True)


def main() -> None:
    given = argparse.ArgumentParser(prog="bench.selection", description=__doc__)
    given.add_argument("folder", nargs="?", type=Path)
    given.add_argument("--seconds", type=float, default=60)
    given.add_argument("--known-only", action="store_true", help="only what the literature knows")
    options = given.parse_args()
    print(solver_name())
    print(
        "| problem | size | known | value | gap | status | solves | seconds |\n|---|---|---|---|---|---|---|---|"
    )
    if options.folder:
        wrong = library(options.folder)
        print(f"\n{wrong} of the known optima were missed.\n")
    if not options.known_only:
        generated(options.seconds)
        explored()


if __name__ == "__main__":
    main()
