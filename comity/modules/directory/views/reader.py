"""What every page of the directory begins with: a reader, a day, a unit; and how a table becomes a file."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from comity.kernel.access.rules import can, visible_to
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.models import Tracked
from comity.kernel.people.models import Unit
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


def day_of(request: Any) -> date | None:
    """Return the day that the page is asked for; None for today."""
    said = request.GET.get("day", "")
    try:
        day = parse_date(said) if said else None
    except ValueError:
        day = None
    if said and day is None:
        raise Refused(_("Write the day as year-month-day, for example 2026-11-25."))
    return day


def unit_of(request: Any, rows: Any = None) -> Unit | None:
    """Return the unit of the address among those the reader may see; hidden and missing answer alike."""
    code = request.GET.get("unit", "").strip().split(" ")[0]
    if not code:
        return None
    rows = Unit.objects.all() if rows is None else rows
    found = visible_to(request.person, rows, "view", request.scope).filter(code__iexact=code).first()
    if found is None:
        raise Http404
    return found


def csv_file(name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a table as a file for spreadsheets; texts that look like formulas are made harmless."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow([str(head) for head in heads])
    writer.writerows([safe(str(cell) if cell is not None else "") for cell in row] for row in rows)
    return response
