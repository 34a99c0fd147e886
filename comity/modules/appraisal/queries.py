"""What people ask about discount policies."""

from datetime import date

from django.db.models import Q

from .models import DiscountPolicy


def policy_on(day: date) -> DiscountPolicy | None:
    """Return the policy that a body had adopted for this day, None where there was none."""
    rows = DiscountPolicy.objects.filter(state__in=("adopted", "superseded"), starts__lte=day)
    return rows.filter(Q(ends=None) | Q(ends__gte=day)).order_by("-starts", "-id").first()
