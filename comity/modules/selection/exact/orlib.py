"""Reads multi-dimensional knapsack problems of the OR-Library (Beasley 1990), with their known optimum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .problem import Envelope, Initiative, Need, Option, Problem


@dataclass(frozen=True)
class Known:
    """A problem and the value that the literature proves to be the largest."""

    name: str
    problem: Problem
    optimum: Decimal

    @property
    def size(self) -> str:
        return f"{len(self.problem.initiatives)} × {len(self.problem.envelopes)}"


def knapsack(
    values: Sequence[Decimal], weights: Sequence[Sequence[Decimal]], room: Sequence[Decimal]
) -> Problem:
    """Write a knapsack as a question of ours: each object an initiative, each knapsack a year of one fund."""
    scale = 1000
    items = tuple(
        Initiative(f"{j + 1:03}", "P", (Option("full", int(value * scale), tuple(
            Need(k, int(row[j] * scale), ("F",)) for k, row in enumerate(weights) if row[j]
        )),))
        for j, value in enumerate(values)
    )  # fmt: skip
    return Problem(items, tuple(Envelope("P", "F", k, int(one * scale)) for k, one in enumerate(room)))


def mknap1(text: str) -> list[Known]:
    """Read a file of the first kind: the number of problems, then (objects, knapsacks, optimum, numbers) of each."""
    numbers = iter([Decimal(word) for word in text.split()])
    return [_first_kind(f"mknap1-{i + 1}", numbers) for i in range(int(next(numbers)))]


def _first_kind(name: str, numbers: Iterator[Decimal]) -> Known:
    n, m, optimum = int(next(numbers)), int(next(numbers)), next(numbers)
    values = _take(numbers, n)
    weights = [_take(numbers, n) for _k in range(m)]
    return Known(name, knapsack(values, weights, _take(numbers, m)), optimum)


def mknap2(text: str) -> list[Known]:
    """Read a file of the second kind: sections between lines of +, each with comments and one problem."""
    found, name = [], "example"
    for part in re.split(r"\+{5,}", text):
        said = re.search(r"problem\s+(\S+?)(?:\.DAT)?\s*$", part, re.MULTILINE)
        lines = [re.sub(r"//.*", "", line) for line in part.splitlines()]
        words = [w for line in lines if re.fullmatch(r"[\s\d.]*", line) for w in line.split()]
        if said and not words:
            name = said.group(1)
        if len(words) > 3:
            found.append(_second_kind(name, iter([Decimal(w) for w in words])))
    return found


def _second_kind(name: str, numbers: Iterator[Decimal]) -> Known:
    m, n = int(next(numbers)), int(next(numbers))
    values, room = _take(numbers, n), _take(numbers, m)
    weights = [_take(numbers, n) for _k in range(m)]
    return Known(name, knapsack(values, weights, room), next(numbers))


def _take(numbers: Iterator[Decimal], count: int) -> list[Decimal]:
    return [next(numbers) for _i in range(count)]
