"""What follows from a change: who gets or loses a seat is told."""

from collections.abc import Sequence
from typing import Any

from comity.kernel.actions.hooks import after
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import acting
from comity.kernel.base.moment import now
from comity.kernel.notices.tell import tell

from .models import Seat
from .topics import LEFT, REMOVED, SEATED


@after(Seat)
def tell_who_sits(records: Sequence[Any], verb: str) -> None:
    """A new seat, a last day, and a removal are news to the person; what a program loads is not."""
    if isinstance(acting(), System):
        return
    for seat in records:
        was = getattr(seat, "was", {})
        if verb == "add":
            _tell(seat, SEATED, seat.starts)
        elif verb == "remove":
            _tell(seat, REMOVED, None)
        elif "ends" in was and seat.ends:
            _tell(seat, LEFT, seat.ends)


def _tell(seat: Seat, topic: Any, day: Any) -> None:
    body = seat.body
    tell(
        [seat.person], topic, body.kind_name(), body.pk, body.get_absolute_url(), but=acting(),
        key=f"{topic.code}:{seat.pk}", body=body.name, day=day or now().date(),
    )  # fmt: skip
