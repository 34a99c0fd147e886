"""Money is exact: cents in the database, decimals elsewhere, nothing rounded in silence."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from comity.kernel.base.money import MoneyField

FIELD = MoneyField()


@given(st.integers(-(10**15), 10**15))
def test_what_goes_in_comes_out(cents):
    amount = Decimal(cents).scaleb(-2)
    assert FIELD.get_prep_value(amount) == cents
    assert FIELD.get_prep_value(str(amount)) == cents
    assert FIELD.from_db_value(cents, None, None) == amount


@pytest.mark.parametrize("said", ["1.005", Decimal("0.001"), "a lot", "1e400"])
def test_what_is_no_amount_is_refused(said):
    with pytest.raises(ValidationError):
        FIELD.get_prep_value(said)


def test_a_sum_of_ten_cents_is_exact():
    assert sum(FIELD.from_db_value(10, None, None) for _ in range(3)) == Decimal("0.30")
