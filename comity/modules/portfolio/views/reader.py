"""What every page of the portfolio begins with: a reader, what the reader may see, and how a table becomes a file."""

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


def seen(request: Any, rows: Any) -> Any:
    """Return the rows that the reader may see."""
    return visible_to(request.person, rows, "view", request.scope)


def one_of(request: Any, rows: Any, pk: UUID) -> Any:
    """Return a row that the reader may see; what is hidden and what is missing answer alike."""
    found = seen(request, rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def chosen(request: Any, name: str, values: Iterable[Any]) -> str:
    """Return a word of the address if it is one of `values`, else nothing."""
    said = request.GET.get(name, "")
    return said if said in {str(value) for value in values} else ""


def csv_file(name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a table as a file for spreadsheets; texts that look like formulas are made harmless."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow([str(head) for head in heads])
    writer.writerows([safe(str(cell) if cell is not None else "") for cell in row] for row in rows)
    return response
