"""What a program records as a budget officer does by hand: money drawn for a record, and the reversal of a mistake."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import uuid4

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, StringConstraints

from comity.kernel.access.rules import ask
from comity.kernel.base.errors import Refused
from comity.kernel.registers.api.bodies import KEY, STRICT
from comity.kernel.registers.api.deeds import Deed, deed
from comity.kernel.registers.api.kinds import DECIMAL
from comity.kernel.registers.api.problems import hidden

from .actions import commit, refund, release, reverse, spend
from .models import Envelope, Holding, Movement
from .registers import Envelopes, Movements
from .subjects import records

DRAWS = {"commit": commit, "spend": spend, "refund": refund}


class Drawing(BaseModel):
    """What happened to the money held for a record in this envelope; all that is reserved is released, so no amount."""

    model_config = STRICT
    deed: Literal["commit", "spend", "refund", "release"]
    record: KEY
    amount: DECIMAL | None = None
    note: Annotated[str, StringConstraints(max_length=250)] = ""


class Mistake(BaseModel):
    """Why a movement is reversed."""

    model_config = STRICT
    reason: Annotated[str, StringConstraints(min_length=1, max_length=250)]


@deed
class Draw(Deed):
    """Commit, spend, take back or release money that a record holds."""

    register, writes, name, words = Envelopes, Movements, "draw", _("Record what was done with the money")
    sends, several = Drawing, True

    def do(self, record: Envelope, given: Any) -> list[Movement]:
        ask(self.person, "work", record, self.scope)
        row = Holding.objects.filter(envelope=record, object_id=given.record).first()
        one = records([(row.kind_of, row.object_id)], self.person, self.scope) if row else {}
        if row is None or row.object_id not in one:
            raise hidden()
        usual = {"key": f"deed:{uuid4()}", "record": one[row.object_id], "note": given.note}
        if given.deed == "release":
            return release(self.person, envelopes=[record], **usual)
        if (
            given.amount is None
            or given.amount <= 0
            or given.amount != given.amount.quantize(Decimal("0.01"))
        ):
            said = _("Write an amount above zero.")
            raise Refused(said, {"amount": [said]})
        return DRAWS[given.deed](self.person, lines=[(record.fund_id, record.year, given.amount)], **usual)


@deed
class Reverse(Deed):
    """Correct a movement by its opposite."""

    register, writes, name, words = Movements, Movements, "reverse", _("Reverse")
    sends = Mistake

    def do(self, record: Movement, given: Any) -> Movement:
        ask(self.person, "work", record, self.scope)
        return reverse(self.person, record, given.reason)
