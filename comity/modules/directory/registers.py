"""How the organisation appears."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.access.models import Grant
from comity.kernel.people.models import Appointment, DutyStation, Person, Role, Unit
from comity.kernel.registers.register import Panel, Register, register

from . import sides


@register
class Units(Register):
    model = Unit
    order = 10
    columns = ["code", "name", "kind", "parent", "station"]
    filters = ["kind", "parent", "station", "function"]
    sort = "path"
    sorts = ["path", "code", "kind"]
    panels = [
        Panel(_("What it is"), "code", "name", "kind", "parent", "station", "function"),
        Panel(_("When it exists"), "starts", "ends"),
    ]
    search = {"name": 3, "code": 3}
    side = (sides.parts_side, sides.people_side)


@register
class DutyStations(Register):
    model = DutyStation
    order = 20
    columns = ["code", "name", "country", "zone"]
    filters = ["country", "zone"]
    sort = "code"
    sorts = ["code", "country", "zone"]
    panels = [Panel(_("Place"), "code", "name", "country", "zone", "latitude", "longitude")]
    search = {"name": 3, "code": 3}
    side = (sides.time_side, sides.station_side)


@register
class Persons(Register):
    model = Person
    order = 30
    columns = ["name", "code", "email", "station", "synthetic"]
    filters = ["name", "station", "synthetic"]
    sort = "name"
    sorts = ["name", "code", "email"]
    panels = [Panel(_("Person"), "code", "name", "email", "language", "station", "synthetic")]
    search = {"name": 3, "code": 3, "email": 2}
    side = (sides.appointments_side, sides.account_side, sides.waiting_side)


@register
class Roles(Register):
    model = Role
    order = 40
    columns = ["code", "name", "purpose"]
    sort = "code"
    sorts = ["code"]
    panels = [Panel(_("Role"), "code", "name", "purpose")]
    search = {"name": 3, "purpose": 1}


@register
class Appointments(Register):
    model = Appointment
    order = 50
    columns = ["person", "unit", "role", "category", "title", "starts", "ends"]
    filters = ["person", "unit", "role", "category"]
    panels = [
        Panel(_("Appointment"), "person", "unit", "role", "category", "title"),
        Panel(_("When"), "starts", "ends"),
    ]


@register
class Grants(Register):
    model = Grant
    order = 60
    columns = ["right", "register", "role", "person", "unit", "below", "ceiling", "source", "ends"]
    filters = ["right", "register", "role", "person", "unit", "ceiling"]
    panels = [
        Panel(_("Who"), "role", "person"),
        Panel(_("May do what"), "right", "register", "unit", "below", "ceiling"),
        Panel(_("By which source"), "source", "starts", "ends", "granted_by", "delegated_from"),
    ]
