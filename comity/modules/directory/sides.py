"""What stands beside a person, a unit and a duty station: each line only if the reader may see what it tells."""

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.kernel.access.rules import can, visible_to
from comity.kernel.base.moment import now
from comity.kernel.people.models import Account, Appointment, Dated, DutyStation, Person, Unit
from comity.kernel.registers.register import registers
from comity.kernel.shell.moments import day_words, moment_words

from .branches import counted

FEW = 12
Side = dict[str, Any] | None


def appointments_side(record: Person, person: Any, scope: Any) -> Side:
    """Where a person works now, and in which role."""
    rows = visible_to(person, Appointment.objects.filter(Dated.current(), person=record), "view", scope)
    items = [
        {
            "html": format_html(
                '<bdi>{}</bdi><br><span class="muted"><bdi>{}</bdi></span>',
                one.title or one.role.name,
                one.unit,
            ),
            "url": one.get_absolute_url(),
        }
        for one in rows.select_related("unit", "role").order_by("starts", "id")
    ]
    return {"title": _("Works here as"), "items": items} if items else None


def account_side(record: Person, person: Any, scope: Any) -> Side:
    """How a person signs in: told to that person and to who administers persons."""
    if record.pk != person.pk and not can(person, "change", record, scope):
        return None
    account = Account.objects.filter(person=record).first()
    if account is None:
        lines = [_("No account.")]
    else:
        lines = [_("May sign in.") if account.is_active else _("May not sign in.")]
        if account.last_login:
            lines.append(_("Signed in last on %(moment)s.") % {"moment": moment_words(account.last_login)})
        else:
            lines.append(_("Has not signed in yet."))
    return {"title": _("Account"), "items": [{"html": format_html("{}", line)} for line in lines]}


def waiting_side(record: Person, person: Any, scope: Any) -> Side:
    """What is open and names the person, in every register that the reader may look into: one query each."""
    items = []
    for kind, register in registers.items():
        flow = register.model.flow
        for name in register.model.party_rights if flow else ():
            rows = register.rows().filter(**{name: record}, state__in=flow.open_states())
            number = visible_to(person, rows, "view", scope).count()
            if not number:
                continue
            field: Any = register.model._meta.get_field(name)
            words = _("%(register)s as %(part)s: %(number)s open") % {
                "register": register.model._meta.verbose_name_plural,
                "part": field.verbose_name,
                "number": number,
            }
            query = urlencode({name: record.code, "state": "open"}) if name in register.filters else ""
            url = reverse(f"{kind}:list") + f"?{query}" if query else ""
            items.append({"html": format_html("{}", words[:1].upper() + words[1:]), "url": url})
    return {"title": _("What is open"), "items": items} if items else None


def parts_side(record: Unit, person: Any, scope: Any) -> Side:
    """The parts of a unit, and the way to the chart."""
    rows = visible_to(person, Unit.objects.filter(Dated.current(), parent=record), "view", scope)
    items = [{"html": format_html("<bdi>{}</bdi>", one), "url": one.get_absolute_url()} for one in rows]
    ways = [{"html": _("The chart from here"), "url": _at("directory:chart", record)}]
    if scope.holds("view", "access.grant", record.path):
        ways.append({"html": _("Who may do what here"), "url": _at("directory:rights", record)})
    return {"title": _("Parts"), "items": [*items, *ways]}


def people_side(record: Unit, person: Any, scope: Any) -> Side:
    """How many are appointed in a unit and below, with the first of them."""
    rows = visible_to(person, Appointment.objects.all(), "view", scope)
    here, below = counted(rows, record).get(record.path, (0, 0))
    if not below:
        return None
    found = rows.filter(Dated.current(), unit=record).select_related("person").order_by("starts", "id")[:FEW]
    items = [
        {"html": format_html('<bdi>{}</bdi> <span class="muted">{}</span>', one.person, one.title), "url": one.person.get_absolute_url()}
        for one in found
    ]  # fmt: skip
    words = _("All: %(here)s here, %(below)s with the units below") % {"here": here, "below": below}
    items.append(
        {"html": words, "url": reverse("people.appointment:list") + "?" + urlencode({"unit": record.code})}
    )
    return {"title": _("People"), "items": items}


def time_side(record: DutyStation, person: Any, scope: Any) -> Side:
    """What time it is at a place."""
    here = now().astimezone(ZoneInfo(record.zone))
    words = f"{day_words(here.date())}, {here:%H:%M}"
    html = format_html('<time datetime="{}">{}</time>', here.isoformat(timespec="minutes"), words)
    map_way = {"html": _("On the map"), "url": reverse("directory:map") + f"#{record.code}"}
    return {"title": _("Time there now"), "items": [{"html": html}, map_way]}


def station_side(record: DutyStation, person: Any, scope: Any) -> Side:
    """Which units and how many people are at a place."""
    persons = visible_to(person, Person.objects.filter(station=record), "view", scope).aggregate(
        n=Count("pk")
    )["n"]
    units = visible_to(person, Unit.objects.filter(Dated.current(), station=record), "view", scope)
    number = units.count()
    where = urlencode({"station": record.code})
    items = [
        {
            "html": ngettext("%(number)s person", "%(number)s persons", persons) % {"number": persons},
            "url": f"{reverse('people.person:list')}?{where}",
        },
        {
            "html": ngettext("%(number)s unit", "%(number)s units", number) % {"number": number},
            "url": f"{reverse('people.unit:list')}?{where}",
        },
    ]
    items += [
        {"html": format_html("<bdi>{}</bdi>", one), "url": one.get_absolute_url()} for one in units[:FEW]
    ]
    return {"title": _("Who is there"), "items": items}


def _at(name: str, unit: Unit) -> str:
    """Return the address of a page of the directory for a unit."""
    return f"{reverse(name)}?{urlencode({'unit': unit.code})}"
