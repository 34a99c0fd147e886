"""Amounts of money: exact in the database, a plain decimal everywhere else."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST = 10**18  # cents: eighteen digits, which a 64-bit integer holds


class MoneyField(models.DecimalField):
    """An amount in the accounting currency, two decimals; kept as an integer of minor units (cents).

    Integers add up exactly on SQLite too, and a database constraint can compare them. In Python, forms,
    files and the API it is a `Decimal` with two places; a finer one is refused, never rounded.
    """

    description = _("Amount of money")

    def __init__(self, *args: Any, **options: Any):
        options |= {"max_digits": 18, "decimal_places": 2}
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return (
            name,
            path,
            args,
            {k: v for k, v in options.items() if k not in ("max_digits", "decimal_places")},
        )

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def get_prep_value(self, value: Any) -> int | None:
        """Return cents, of a Decimal, an int of whole units, or the text the journal keeps."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        try:
            amount = value if isinstance(value, Decimal) else Decimal(str(value))
            cents = amount.scaleb(2)
            whole = int(cents) if abs(cents) < MOST else 0
        except (InvalidOperation, OverflowError, ValueError) as error:
            raise ValidationError(_("“%(value)s” is not an amount."), params={"value": value}) from error
        if abs(cents) >= MOST:
            raise ValidationError(_("“%(value)s” is too large an amount."), params={"value": value})
        if cents != whole:
            raise ValidationError(_("“%(value)s” has more than two decimals."), params={"value": value})
        return whole

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if prepared else self.get_prep_value(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if hasattr(value, "as_sql"):
            return value
        return self.get_prep_value(value)

    def get_db_converters(self, connection: Any) -> list[Any]:
        # Not the converters of DecimalField: what comes back is an integer, or a sum of integers.
        return [self.from_db_value]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-2)
