"""What every page of selection begins with: a reader, what the reader may see, and how a table becomes a file."""

import csv
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseBase

from comity.kernel.access.rules import can, visible_to
from comity.kernel.base.errors import NotAllowed
from comity.kernel.base.models import Tracked
from comity.kernel.registers.exporting import safe

View = Callable[..., HttpResponseBase]


def for_person(view: View) -> View:
    """Send strangers to sign in; the view is called with a request whose `person` is known."""

    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or request.person is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return wrapped


def needs(request: Any, right: str, model: type[Tracked]) -> None:
    """Refuse who does not hold a right anywhere in a register."""
    answer = can(request.person, right, model, request.scope)
    if not answer:
        raise NotAllowed(answer.sentence)


def may(request: Any, right: str, model: type[Tracked]) -> bool:
    """Say whether the reader holds a right anywhere in a register."""
    return bool(can(request.person, right, model, request.scope))


def one_of(request: Any, rows: Any, pk: UUID) -> Any:
    """Return a row that the reader may see; what is hidden and what is missing answer alike."""
    found = visible_to(request.person, rows, "view", request.scope).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def key_in(said: Any, name: str) -> UUID | None:
    """Return a key of an address or form, None where it is none."""
    try:
        return UUID(said.get(name, ""))
    except ValueError:
        return None


def as_file(name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a table as CSV for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow([str(head) for head in heads])
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return response
