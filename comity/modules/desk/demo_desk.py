"""The desks of the demonstration: hours, groups and their people, promises and agreements."""

from collections.abc import Iterable
from typing import Any

from comity.kernel.access.models import Grant
from comity.kernel.access.scope import scope_of
from comity.kernel.actions.verbs import add, add_many
from comity.kernel.audit.actors import System
from comity.kernel.clocks.models import Calendar, ClockDefinition
from comity.kernel.people.models import Appointment, Dated, DutyStation, Unit
from comity.kernel.tongues.text import Text, to_text

from .models import Agreement, Group, GroupMember, PriorityRule, Service, Target

US = System("demo")
CODES = ("en", "fr", "es", "ru", "ar", "zh-hans")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# code, unit, duty station it is the local desk of, zone, country of the holidays, opening hours, days
GROUPS = (
    ("DESK", "OICT-IM-HLP", "", "", "", ("00:00", "24:00"), 7),
    ("DESK-NYC", "DGACM-DESK", "NYC", "America/New_York", "US", ("08:00", "18:00"), 5),
    ("DESK-GVA", "UNOG-DESK", "GVA", "Europe/Zurich", "CH-GE", ("08:00", "18:00"), 5),
    ("DESK-NBO", "UNON-DESK", "NBO", "Africa/Nairobi", "KE", ("08:00", "17:00"), 5),
    ("DESK-VIE", "UNOV-DESK", "VIE", "Europe/Vienna", "AT", ("08:00", "17:30"), 5),
    ("DESK-BKK", "ESCAP-DESK", "BKK", "Asia/Bangkok", "TH", ("07:30", "16:30"), 5),
    ("DESK-ADD", "ECA-DESK", "ADD", "Africa/Addis_Ababa", "ET", ("08:00", "17:00"), 5),
    ("DESK-BEY", "ESCWA-DESK", "BEY", "Asia/Beirut", "LB", ("08:00", "16:00"), 5),
    ("DESK-SCL", "ECLAC-DESK", "SCL", "America/Santiago", "CL", ("08:30", "17:30"), 5),
    ("DESK-BDS", "UNLB-DESK", "BDS", "Europe/Rome", "IT", ("07:00", "19:00"), 6),
    ("DESK-MLW", "UNMIL-DESK", "MLW", "Africa/Monrovia", "", ("08:00", "17:00"), 6),
    ("FIELD", "UNLB-RAD", "", "Europe/Rome", "IT", ("06:00", "22:00"), 7),
    ("APPS", "OICT", "", "America/New_York", "US", ("09:00", "17:00"), 5),
    ("SECURITY", "OICT", "", "", "", ("00:00", "24:00"), 7),
    ("FACILITY", "UNON-ADM", "", "Africa/Nairobi", "KE", ("07:00", "16:00"), 5),
)
NAMES = {
    "DESK": ("Global service desk", "Centre de services mondial", "Servicio mundial de asistencia", "Глобальная служба поддержки", "مكتب الخدمة العالمي", "全球服务台"),
    "DESK-": ("Service desk, %s", "Centre de services, %s", "Servicio de asistencia, %s", "Служба поддержки, %s", "مكتب الخدمة، %s", "服务台（%s）"),
    "FIELD": ("Field communications, Brindisi", "Communications de terrain, Brindisi", "Comunicaciones sobre el terreno, Brindisi", "Полевая связь, Бриндизи", "الاتصالات الميدانية، برينديزي", "外地通信（布林迪西）"),
    "APPS": ("Applications support", "Appui aux applications", "Apoyo a las aplicaciones", "Поддержка приложений", "دعم التطبيقات", "应用支持"),
    "SECURITY": ("Information security response", "Réponse aux incidents de sécurité", "Respuesta a incidentes de seguridad", "Реагирование на инциденты безопасности", "الاستجابة لحوادث أمن المعلومات", "信息安全响应"),
    "FACILITY": ("Facilities, Nairobi", "Services des bâtiments, Nairobi", "Instalaciones, Nairobi", "Эксплуатация зданий, Найроби", "إدارة المرافق، نيروبي", "设施管理（内罗毕）"),
}  # fmt: skip
STOPS = ["resolved", "closed"]
PAUSES = {"pauses_in": ["waiting_user"], "pause_reasons": {"waiting_user": "requester"}}
MATRIX = {(1, 1): 1, (1, 2): 2, (2, 1): 2, (1, 3): 3, (2, 2): 3, (3, 1): 3, (2, 3): 4, (3, 2): 4, (3, 3): 5}
MOST = 6  # people of a desk; the rest of the unit does other work


def six(texts: Iterable[str]) -> Text:
    """Return texts in the order of our files as one text."""
    return Text(zip(CODES, texts, strict=True))


def load_groups() -> dict[str, Group]:
    """Add calendars, groups and members; return the groups by code."""
    stations = {s.code: s for s in DutyStation.objects.all()}
    units = {u.code: u for u in Unit.objects.filter(code__in=[row[1] for row in GROUPS])}
    made = {}
    for code, unit, station, zone, country, (opens, closes), days in GROUPS:
        names = NAMES.get(code) or tuple(
            pattern % to_text(stations[station].name).best(language)[0]
            for pattern, language in zip(NAMES["DESK-"], CODES, strict=True)
        )
        hours = {day: [[opens, closes]] for day in WEEK[:days]}
        calendar = add(
            US, Calendar, code=code, name=six(names), zone=zone or "UTC", country=country, hours=hours
        )
        made[code] = add(
            US,
            Group,
            code=code,
            name=six(names),
            unit=units[unit],
            calendar=calendar,
            station=stations.get(station),
        )
    _members(made)
    return made


def _members(groups: dict[str, Group]) -> None:
    """People of a group's unit work in it, those of its desk first, at most six; the first leads."""
    rows: list[dict[str, Any]] = []
    for group in groups.values():
        places = Appointment.objects.filter(Dated.current(), unit__path__startswith=group.unit.path)
        at_desk = {"desk-lead": 0, "desk-agent": 1}
        found = places.filter(
            role__code__in=("desk-lead", "desk-agent", "ict-staff", "staff")
        ).select_related("person", "role")
        ordered = sorted(found, key=lambda a: (at_desk.get(a.role.code, 2), a.person.code))
        persons = list(dict.fromkeys(a.person for a in ordered))[:MOST]
        rows += [{"group": group, "person": person, "leads": i == 0} for i, person in enumerate(persons)]
    add_many(US, GroupMember, rows)
    _grants({row["person"] for row in rows})


def _grants(persons: set[Any]) -> None:
    """Who works in a group without being a desk agent by appointment is granted what the work needs."""
    top = Unit.objects.get(code="UN")
    lacking = [
        one
        for one in sorted(persons, key=lambda p: p.code)
        if not scope_of(one).holds("work", "desk.ticket", top.path)
    ]
    add_many(
        US, Grant,
        (
            {"person": one, "right": right, "register": "desk.ticket", "unit": top, "source": "Member of a group of the desk"}
            for one in lacking
            for right in ("view", "work", "note", "change")
        ),
    )  # fmt: skip


def load_agreements(groups: dict[str, Group]) -> None:
    """Add the matrix of priorities, the promises and the agreements that use them."""
    add_many(US, PriorityRule, ({"impact": i, "urgency": u, "priority": p} for (i, u), p in MATRIX.items()))
    unit = Unit.objects.get(code="OICT")
    always, week = groups["DESK"].calendar, add(
        US, Calendar, code="WORKDAYS", zone="UTC", hours={day: [["06:00", "18:00"]] for day in WEEK[:5]},
        name=six(("Working days of the world desk", "Jours ouvrés du centre mondial", "Días hábiles del servicio mundial",
                  "Рабочие дни глобальной службы", "أيام عمل المكتب العالمي", "全球服务台工作日")),
    )  # fmt: skip
    incidents = _agreement(
        unit,
        "SLA-INC",
        "sla",
        ("Incidents", "Incidents", "Incidentes", "Инциденты", "الحوادث", "事件"),
        ticket_type="incident",
    )
    for priority, calendar, minutes in (
        (1, always, 240),
        (2, always, 480),
        (3, week, 1440),
        (4, week, 2160),
        (5, week, 3600),
    ):
        _target(
            incidents, priority, _promise(f"solve-{priority}", SOLVED, calendar, minutes=minutes, **PAUSES)
        )
    requests = _agreement(
        unit,
        "SLA-REQ",
        "sla",
        ("Requests", "Demandes", "Solicitudes", "Запросы", "الطلبات", "请求"),
        ticket_type="request",
    )
    _days(requests, "req", week)
    for code, group in groups.items():
        if group.station_id or code in ("FIELD", "APPS", "FACILITY"):
            names = [
                f"{word} · {to_text(group.name).best(c)[0]}" for word, c in zip(REQUESTS, CODES, strict=True)
            ]
            mine = _agreement(unit, f"SLA-{code}", "sla", names, ticket_type="request", group=group)
            _days(mine, code.lower(), group.calendar)
        names = [
            f"{word} · {to_text(group.name).best(c)[0]}" for word, c in zip(ANSWERED, CODES, strict=True)
        ]
        reply = _agreement(unit, f"OLA-{code}", "ola", names, group=group)
        answers: tuple[tuple[int | None, int], ...] = ((1, 15), (2, 30), (None, 240))
        for level, minutes in answers:
            rules = {
                "starts_in": ["new"],
                "runs_in": ["new"],  # a reopened ticket has had its first answer
                "stops_in": ["in_progress", "waiting_user", "waiting_supplier", *STOPS],
            }
            _target(reply, level, _promise(
                f"reply-{code.lower()}-{level or 'all'}", ANSWERED, group.calendar, kind="ola", measure="response",
                minutes=minutes, **rules,
            ))  # fmt: skip
    carrier = _agreement(
        unit, "UC-SAT", "underpinning",
        ("Satellite carrier", "Opérateur satellite", "Operador de satélite", "Спутниковый оператор", "مشغل السواتل", "卫星运营商"),
        service=Service.objects.get(code="VSAT"),
    )  # fmt: skip
    waits = {
        "starts_in": ["waiting_supplier"],
        "runs_in": ["waiting_supplier"],
        "stops_in": ["in_progress", *STOPS],
    }
    _target(
        carrier,
        None,
        _promise("carrier", REPAIRED, always, kind="underpinning", measure="supplier", minutes=480, **waits),
    )


SOLVED = ("Solved", "Résolu", "Resuelto", "Решено", "الحل", "解决")
DELIVERED = ("Delivered", "Livré", "Entregado", "Выполнено", "التسليم", "交付")
ANSWERED = ("First answer", "Première réponse", "Primera respuesta", "Первый ответ", "الرد الأول", "首次答复")
REPAIRED = (
    "Repair by the carrier",
    "Réparation par l'opérateur",
    "Reparación por el operador",
    "Ремонт оператором",
    "إصلاح من المشغل",
    "运营商修复",
)
REQUESTS = ("Requests", "Demandes", "Solicitudes", "Запросы", "الطلبات", "请求")


def _days(agreement: Agreement, code: str, calendar: Any) -> None:
    """Requests are promised in working days: three and five, the urgent ones by the next."""
    for priority, days in ((3, 1), (4, 3), (5, 5)):
        _target(agreement, priority, _promise(f"{code}-{priority}", DELIVERED, calendar, days=days, **PAUSES))
    urgent = _promise(f"{code}-urgent", DELIVERED, calendar, minutes=240, **PAUSES)
    for priority in (1, 2):
        _target(agreement, priority, urgent)


def _promise(code: str, name: Iterable[str], calendar: Any, **values: Any) -> ClockDefinition:
    values = {"kind": "sla", "measure": "resolution", "stops_in": STOPS, **values}
    return add(US, ClockDefinition, code=code, name=six(name), calendar=calendar, **values)


def _agreement(unit: Unit, code: str, kind: str, name: Iterable[str], **values: Any) -> Agreement:
    return add(US, Agreement, code=code, kind=kind, name=six(name), unit=unit, **values)


def _target(agreement: Agreement, priority: int | None, definition: ClockDefinition) -> None:
    add(US, Target, agreement=agreement, priority=priority, definition=definition)
