"""What follows from a change: no two rows say the same on one day; who gets or loses a seat is told."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from comity.kernel.actions.hooks import after
from comity.kernel.actions.write import refused
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import acting
from comity.kernel.base.moment import now
from comity.kernel.notices.tell import tell

from .models import Accountability, Body, Mandate, Matter, Seat
from .topics import LEFT, REMOVED, SEATED


@after(Mandate, Accountability, Seat)
def stay_apart(records: Sequence[Any], verb: str) -> None:
    """Two people at once, or two lines of one load, do not get past the check: it is made again behind a lock."""
    if verb == "remove":
        return
    home: Any = Matter if isinstance(records[0], Accountability) else Body
    keys = {one.matter_id if home is Matter else one.body_id for one in records}
    list(home.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    for one in records:
        try:
            one.clean()
        except ValidationError as error:
            raise refused(error) from error


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
