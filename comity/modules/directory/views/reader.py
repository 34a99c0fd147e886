"""What every page of the directory begins with: a reader, a day, a unit; and how a table becomes a file."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from comity.kernel.access.rules import visible_to
from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Unit
from comity.kernel.registers.reader import csv_file, for_person, may, needs

__all__ = ["csv_file", "day_of", "for_person", "may", "needs", "unit_of"]


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
