"""What every page beside the registers begins with: a reader, a right, and how a table becomes a file."""

import csv
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase

from ..access.rules import can
from ..base.errors import NotAllowed
from ..base.models import Tracked
from .exporting import safe

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


def csv_file(name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a table as a file for spreadsheets; texts that look like formulas are made harmless."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow([str(head) for head in heads])
    writer.writerows([safe(str(cell) if cell is not None else "") for cell in row] for row in rows)
    return response
