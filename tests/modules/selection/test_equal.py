"""Invariant I8: equal input hash gives an equal scenario, in any process, and the answer is that of trying everything."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.modules.selection.exact.child import ROOT
from comity.modules.selection.exact.judge import breaches, value_of
from comity.modules.selection.exact.problem import from_json, to_json

from .test_exact import everything, problems

ANSWERS = """
import json, os, sys
out = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the solver's stray words
from comity.modules.selection.exact.answer import Wish, answer
from comity.modules.selection.exact.problem import from_json
for line in sys.stdin:
    asked = json.loads(line)
    out.write(json.dumps(answer(from_json(asked["problem"]), Wish(**asked["wish"]))) + "\\n")
    out.flush()
"""


class Solver:
    """A process of its own, with its own order of sets and dictionaries, that answers one question after another."""

    def __init__(self, order):
        self.child = subprocess.Popen(
            [sys.executable, "-c", ANSWERS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": order, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    def ask(self, problem, wish):
        self.child.stdin.write(json.dumps({"problem": to_json(problem), "wish": wish}) + "\n")
        self.child.stdin.flush()
        made = json.loads(self.child.stdout.readline())
        made["result"].pop("seconds")
        return made


@pytest.fixture(scope="module")
def solvers():
    pair = [Solver("1"), Solver("2")]
    yield pair
    for one in pair:
        one.child.kill()
        one.child.wait()


def turned(problem, seed):
    """Return the same question with everything that has no order in another one."""
    draw = random.Random(seed)

    def mixed(rows):
        return tuple(draw.sample(rows, len(rows)))

    items = tuple(
        replace(
            one, requires=mixed(one.requires), groups=mixed(one.groups),
            options=mixed(tuple(
                replace(o, needs=mixed(tuple(replace(n, funds=mixed(n.funds)) for n in o.needs)), staff=mixed(o.staff))
                for o in one.options
            )),
        )
        for one in problem.initiatives
    )  # fmt: skip
    return replace(
        problem, initiatives=mixed(items), envelopes=mixed(problem.envelopes), floors=mixed(problem.floors),
        exclusions=tuple(mixed(group) for group in mixed(problem.exclusions)), synergies=mixed(problem.synergies),
        staff=mixed(problem.staff),
    )  # fmt: skip


@given(
    problem=problems(),
    seed=st.integers(0, 999),
    gap=st.sampled_from([0.0, 1e-3, 0.05]),
    explore=st.booleans(),
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_equal_questions_have_equal_hashes_and_equal_answers(solvers, problem, seed, gap, explore):
    wish = {"gap": gap, "explore": explore, "refused": 2, "samples": 3}
    other = turned(problem, seed)
    assert other.sha256 == problem.sha256
    one, two = solvers[0].ask(problem, wish), solvers[1].ask(other, wish)
    assert one == two
    assert one["result"]["sha256"] == problem.sha256
    plain = from_json(to_json(problem.canonical()))
    right = [value_of(plain, choice) for choice in everything(plain) if not breaches(plain, choice)]
    result = one["result"]
    assert (result["status"] == "optimal") is bool(right)
    if right:
        assert not breaches(plain, result["chosen"])
        assert result["value"] <= max(right) <= result["bound"]
        assert result["gap"] <= gap + 1e-9


@given(one=problems(), two=problems())
@settings(max_examples=60, deadline=None)
def test_unequal_questions_have_unequal_hashes(one, two):
    assert (one.sha256 == two.sha256) is (one.canonical() == two.canonical())
