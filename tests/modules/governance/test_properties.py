"""Whatever is written into mandates and rules, the answers keep their promises."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.kernel.actions.verbs import change
from comity.kernel.audit.actors import System
from comity.kernel.flow.mandates import Facts
from comity.kernel.people.models import Unit
from comity.modules.governance.models import Accountability, Body, Mandate, Matter, Programme, Quorum, Scoped
from comity.modules.governance.models.overlap import overlapping
from comity.modules.governance.queries import routing
from comity.modules.governance.queries.seats import quorum_needed

PATHS = ("/UN/", "/UN/OICT/", "/UN/UNON/", "/UN/UNON/RICT/", "/UN/UNONX/")
UNITS = {path: Unit(code=path.strip("/").split("/")[-1], path=path) for path in PATHS}
PROGRAMMES = [Programme(code=code, name={"en": code}) for code in ("KM", "RM")]
amounts = st.decimals(0, 1000, places=2)
risks = st.integers(0, 4)
SCOPE = ("unit", "below", "programme", "amount_from", "amount_to", "risk_from", "risk_to")


def maybe(wanted):
    return st.none() | wanted


scopes = st.builds(
    lambda kind, **values: kind(**values),
    st.just(Mandate), unit=maybe(st.sampled_from(list(UNITS.values()))), below=st.booleans(),
    programme=maybe(st.sampled_from(PROGRAMMES)), amount_from=maybe(amounts), amount_to=maybe(amounts),
    risk_from=maybe(risks), risk_to=maybe(risks),
)  # fmt: skip
facts = st.builds(
    Facts, unit=maybe(st.sampled_from(list(UNITS.values()))),
    programme=maybe(st.sampled_from([p.pk for p in PROGRAMMES])), amount=maybe(amounts), risk=maybe(risks),
)  # fmt: skip


def within(scope: Scoped, said: Facts) -> bool:
    """The same, written down once more and otherwise."""
    if scope.unit:
        path = said.unit.path if said.unit else ""
        inside = path == scope.unit.path or (
            scope.below and scope.unit.path in [path[:n] for n in range(len(path) + 1)]
        )
        if not inside:
            return False
    if scope.programme and said.programme != scope.programme.pk:
        return False
    for value, low, high, open_end in (
        (said.amount, scope.amount_from, scope.amount_to, True), (said.risk, scope.risk_from, scope.risk_to, False),
    ):  # fmt: skip
        if low is None and high is None:
            continue
        if value is None or (low is not None and value < low):
            return False
        if high is not None and (value >= high if open_end else value > high):
            return False
    return True


@settings(deadline=None)
@given(scopes, facts)
def test_a_scope_reaches_exactly_what_it_says_and_explains_what_not(scope, said):
    assert scope.fits(said) == within(scope, said)
    assert bool(scope.misfits(said)) != scope.fits(said)


@settings(deadline=None)
@given(scopes, facts)
def test_nobody_passes_under_a_limit_by_keeping_a_fact_to_himself(scope, said):
    silent = Facts(said.unit, said.programme, None, None)
    if scope.fits(silent):
        assert scope.fits(said), "what reaches the unknown reaches every amount and risk"


days = st.integers(0, 40).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
spans = st.tuples(maybe(days), maybe(days)).filter(lambda s: None in s or s[0] <= s[1])


MATTER = Matter(code="case.decision", name={"en": "case"}, act="decide")
BODIES = [Body(code=code, name={"en": code}, kind="committee") for code in ("EC", "SC", "LOCAL")]


def placed(scope, kind, number, **values):
    """Turn a scope into a mandate or a rule of the matter."""
    own = {name: getattr(scope, name) for name in SCOPE}
    return kind(code=f"R{number}", matter=MATTER, source="tests", **own, **values)


@settings(deadline=None)
@given(
    st.lists(st.tuples(scopes, st.sampled_from(BODIES)), max_size=5),
    st.lists(st.tuples(scopes, st.sampled_from(BODIES)), max_size=5),
    facts,
)
def test_a_matter_goes_to_a_body_that_may_decide_it_and_by_the_narrowest_rule(mandates, rules, said):
    held = [placed(one, Mandate, n, body=body, right="decide") for n, (one, body) in enumerate(mandates)]
    written = [
        placed(one, Accountability, n, decider=body, mode="shared") for n, (one, body) in enumerate(rules)
    ]
    with (
        patch.object(routing, "mandates_on", lambda *_: held),
        patch.object(routing, "rules_on", lambda *_: written),
    ):
        found = routing.route(MATTER.code, said, date(2024, 1, 1))
    able = {m.body.code for m in held if m.fits(said)}
    assert bool(found) == bool(able), "somebody decides exactly when some mandate reaches"
    fitting = [rule for rule in written if rule.fits(said) and rule.decider.code in able]
    if found:
        assert found.body.code in able
        assert str(found.sentence)
    if fitting:
        assert found.compared[-1].fits
        assert found.compared[-1].rule.narrowness() == max(rule.narrowness() for rule in fitting)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=spans, second=spans)
def test_rows_overlap_exactly_when_some_day_has_both(ruled, first, second):
    def holds(span, day):
        return (span[0] is None or span[0] <= day) and (span[1] is None or day <= span[1])

    if "EC" not in ruled.bodies:
        ruled.body("EC")
        ruled.mandate("EC", "strategy")
    mandate = Mandate.objects.get()
    change(System("tests"), mandate, starts=first[0], ends=first[1])
    other = Mandate(
        **{name: getattr(mandate, name) for name in Mandate.SAME}, starts=second[0], ends=second[1]
    )
    every = [date(2023, 12, 1) + timedelta(days=n) for n in range(120)]
    both = any(holds(first, day) and holds(second, day) for day in every)
    assert (overlapping(other, Mandate.SAME) is not None) == both


@settings(deadline=None)
@given(st.sampled_from(Quorum.values), st.integers(0, 60))
def test_a_quorum_is_never_more_than_all_and_grows_with_them(quorum, entitled):
    body = Body(quorum=quorum)
    needed = quorum_needed(body, entitled)
    assert 0 <= needed <= max(entitled, 1)
    assert needed <= quorum_needed(body, entitled + 1)
    if quorum == "majority":
        assert 2 * needed > entitled
