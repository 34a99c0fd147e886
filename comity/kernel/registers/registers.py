"""The kernel's own tables that people keep: calendars and the definitions of clocks."""

from django.utils.translation import gettext_lazy as _

from ..clocks.models import Calendar, CalendarException, ClockDefinition
from .register import Panel, Register, register


@register
class Calendars(Register):
    model = Calendar
    group = "Measure"
    order = 260
    columns = ["code", "name", "zone", "country"]
    filters = ["zone", "country"]
    sort = "code"
    sorts = ["code", "zone"]
    panels = [Panel(_("Calendar"), "code", "name", "zone", "hours", "country")]
    search = {"name": 3, "code": 3}
    help = _(
        "When work is done, in the time of a place. Changing a calendar computes every clock that uses it anew."
    )


@register
class CalendarExceptions(Register):
    model = CalendarException
    group = "Measure"
    order = 61
    menu = False
    columns = ["day", "calendar", "name", "hours"]
    filters = ["calendar"]
    sort = "-day"
    sorts = ["day"]
    panels = [Panel(_("Exception"), "calendar", "day", "name", "hours")]
    help = _("A day on which a calendar is closed, or open at other hours.")


@register
class ClockDefinitions(Register):
    model = ClockDefinition
    group = "Measure"
    order = 262
    columns = ["code", "edition", "name", "kind", "measure", "calendar", "minutes", "days"]
    filters = ["kind", "calendar"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Promise"), "code", "edition", "name", "kind", "measure", "calendar", "minutes", "days"),
        Panel(
            _("When it runs"), "starts_in", "runs_in", "pauses_in", "stops_in", "pause_reasons", "thresholds"
        ),
    ]
    search = {"name": 3, "code": 3}
