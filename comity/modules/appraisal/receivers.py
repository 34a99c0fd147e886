"""What follows from a change: one policy at a time is in force; its rates go where it goes and stay as adopted."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.actions.hooks import after
from comity.kernel.actions.verbs import change, take
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import acting
from comity.kernel.base.errors import Refused

from .models import ADOPTED, DiscountPolicy, RateStep

US = System("appraisal")


@after(DiscountPolicy)
def one_in_force(records: Sequence[Any], verb: str) -> None:
    """An adopted policy ends the one before it on the day before it starts, in the same transaction."""
    if verb != "adopt":
        return
    for policy in records:
        for older in DiscountPolicy.objects.filter(state="adopted").exclude(pk=policy.pk):
            last = policy.starts - timedelta(days=1)
            if older.ends is None or older.ends > last:
                change(US, older, ends=max(last, older.starts), reason=policy.reference)
            take(US, older, "supersede", reason=policy.reference)


@after(DiscountPolicy)
def adopted_policies_stay(records: Sequence[Any], verb: str) -> None:
    """Nobody ends or removes an adopted policy by hand: the next one ends it."""
    for policy in records:
        by_hand = verb == "remove" or (verb == "change" and "ends" in policy.was)
        if policy.state in ("adopted", "superseded") and by_hand and not isinstance(acting(), System):
            raise Refused(ADOPTED)


@after(DiscountPolicy)
def rates_follow_their_policy(records: Sequence[Any], verb: str) -> None:
    """A draft that moves to another unit takes its rates along."""
    for policy in records:
        if "unit" in getattr(policy, "was", {}) and policy.state == "draft":
            for step in policy.steps.all():
                change(US, step, unit=policy.unit, reason=policy.reference)


@after(RateStep)
def adopted_rates_stay(records: Sequence[Any], verb: str) -> None:
    """A rate of a policy that is more than a draft is never removed."""
    if verb == "remove" and any(step.policy.state != "draft" for step in records):
        raise Refused(_("The rates of a policy change only while it is a draft."))
