"""What every page of governance begins with: a reader, and what is asked of mandates on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.kernel.access.rules import can, visible_to
from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Unit
from comity.kernel.registers.reader import csv_file, needs

from ..models import Accountability, Constitution, Mandate, Programme
from ..queries import mandates_on, rules_on, today

View = Callable[..., HttpResponseBase]

__all__ = [
    "Asked",
    "asked",
    "csv_file",
    "for_person",
    "limits",
    "mandates",
    "needs",
    "rules",
    "standing_words",
    "tabs",
]


def for_person(view: View) -> View:
    """Send strangers to sign in, and refuse who may not see mandates."""

    @wraps(view)
    @require_safe
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or request.person is None:
            return redirect_to_login(request.get_full_path())
        needs(request, "view", Mandate)
        return view(request, *args, **kwargs)

    return wrapped


@dataclass(frozen=True)
class Asked:
    """What a page is asked for: a day, a constitution to look at, a unit, a programme."""

    day: date
    chosen_day: date | None
    constitution: Constitution | None
    unit: Unit | None
    programme: Programme | None

    @property
    def query(self) -> str:
        """Return the same wishes for another address."""
        said = {
            "day": self.chosen_day.isoformat() if self.chosen_day else "",
            "constitution": self.constitution.code if self.constitution else "",
            "unit": self.unit.code if self.unit else "",
            "programme": self.programme.code if self.programme else "",
        }
        return urlencode({name: value for name, value in said.items() if value})


def asked(request: Any) -> Asked:
    """Read the address; what does not exist or may not be seen is not found."""
    day = _day(request.GET.get("day", ""))
    units = visible_to(request.person, Unit.objects.all(), "view", request.scope)
    return Asked(
        today(day), day, _named(request, "constitution", Constitution.objects.all()),
        _named(request, "unit", units), _named(request, "programme", Programme.objects.all()),
    )  # fmt: skip


def _day(said: str) -> date | None:
    try:
        day = parse_date(said) if said else None
    except ValueError:
        day = None
    if said and day is None:
        raise Refused(_("Write the day as year-month-day, for example 2026-11-25."))
    return day


def _named(request: Any, name: str, rows: Any) -> Any:
    code = request.GET.get(name, "").strip().split(" ")[0]
    if not code or "\0" in code:
        return None
    found = rows.filter(code__iexact=code).first()
    if found is None:
        raise Http404
    return found


def mandates(request: Any, wish: Asked) -> list[Mandate]:
    """Return the mandates that the reader may see and that can reach the unit and programme asked for."""
    rows = visible_to(request.person, mandates_on(wish.day, "", wish.constitution), "view", request.scope)
    return [row for row in rows if _concerns(row, wish)]


def rules(request: Any, wish: Asked) -> list[Accountability]:
    """Return the rules of accountability in the same way."""
    rows = visible_to(request.person, rules_on(wish.day, "", wish.constitution), "view", request.scope)
    return [row for row in rows if _concerns(row, wish)]


def _concerns(row: Any, wish: Asked) -> bool:
    if wish.programme and row.programme_id and row.programme_id != wish.programme.pk:
        return False
    if wish.unit and row.unit_id:
        here, there = wish.unit.path, row.unit.path
        return bool(here == there or (row.below and here.startswith(there)))
    return True


def limits(row: Any, short: bool = False) -> list[str]:
    """Say in words how far a mandate or rule reaches; empty when it reaches everything. `short`: signs and codes."""
    if short:
        return _signs(row)
    found = []
    if row.unit_id:
        found.append(row.unit.code)
    if row.programme_id:
        found.append(str(row.programme.name))
    if row.amount_from is not None:
        found.append(_("from USD %(limit)s") % {"limit": f"{row.amount_from:,.0f}"})
    if row.amount_to is not None:
        found.append(_("below USD %(limit)s") % {"limit": f"{row.amount_to:,.0f}"})
    if row.risk_from is not None:
        found.append(_("from risk %(limit)s") % {"limit": row.risk_from})
    if row.risk_to is not None:
        found.append(_("up to risk %(limit)s") % {"limit": row.risk_to})
    return found


def _signs(row: Any) -> list[str]:
    """Say how far a mandate reaches where there is little room; the unit of the body itself goes without saying."""
    found = [row.unit.code] if row.unit_id and row.unit_id != row.body.unit_id else []
    found += [row.programme.code] if row.programme_id and row.programme_id != row.body.programme_id else []
    found += [f"≥ {row.amount_from:,.0f}"] if row.amount_from is not None else []
    found += [f"< {row.amount_to:,.0f}"] if row.amount_to is not None else []
    found += [_("risk ≥ %(limit)s") % {"limit": row.risk_from}] if row.risk_from is not None else []
    found += [_("risk ≤ %(limit)s") % {"limit": row.risk_to}] if row.risk_to is not None else []
    return found


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the pages of governance as a row of tabs."""
    pages = [
        ("matrix", _("Who decides what")), ("freedom", _("Central and local")), ("picture", _("The bodies")),
        ("route", _("Where does it go?")), ("mine", _("What may I decide")),
    ]  # fmt: skip
    return [
        {"label": label, "url": reverse(f"governance:{name}"), "current": name == current}
        for name, label in pages
    ]


def standing_words(request: Any, wish: Asked) -> dict[str, Any]:
    """Return what the head and the filters of a page say."""
    standing = list(Constitution.standing(wish.day).order_by("code"))
    return {
        "wish": wish,
        "standing": [wish.constitution] if wish.constitution else standing,
        "hypothetical": bool(wish.constitution and wish.constitution not in standing),
        "constitutions": list(Constitution.objects.order_by("code")),
        "programmes": list(Programme.objects.order_by("code")),
        "may_export": bool(can(request.person, "export", Mandate, request.scope)),
    }
