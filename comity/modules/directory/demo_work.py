"""Give invented people fitting work: the role of a seat, its title, and the language read where it is."""

from random import Random

CATEGORY_ORDER = ("USG", "ASG", "D", "P", "FS", "GS", "local", "UNV", "ICC", "contractual")
TONGUES = ("en", "fr", "es", "ru", "ar", "zh-hans")

# Working languages by country of the station; elsewhere English. Half of the people read the language of the
# place, the rest one of the six, because staff come from everywhere.
TONGUE_OF_COUNTRY = {
    "fr": "TD CF CI CD HT CM NE SN CH BE MA RW",
    "ar": "SD LB SY EG JO DZ EH PS",
    "es": "CL MX CO AR UY DO ES",
    "ru": "RU UZ GE",
    "zh-hans": "CN",
}
COUNTRY_TONGUE = {country: tongue for tongue, all_ in TONGUE_OF_COUNTRY.items() for country in all_.split()}

# Units of the Office whose people carry a special role; the longest matching beginning wins.
ROLE_OF_UNIT = {
    "OICT-PMO": "pmo-analyst",
    "OICT-SMU-SEC": "committee-secretary",
    "OICT-SMU-BUD": "budget-officer",
    "OICT-ASU-ARC": "ict-architect",
    "OICT-ASU-QUA": "standards-officer",
    "OICT-ASU-SEC": "security-analyst",
    "OICT-ASU-CON": "continuity-planner",
    "DFS-ICTD-SEC": "security-analyst",
    "OICT-KM-ECM": "records-manager",
    "OICT-KM-ODS": "records-manager",
    "OICT-KM-TAX": "content-editor",
    "OICT-KM-WCM": "content-editor",
    "OICT-KM-POR": "content-editor",
}
CHIEF_SUFFIXES = ("-CITS", "-ICTS", "-ICTX", "-ICTU", "-ICTD")
DESK_SUFFIXES = ("-DESK", "-HLP", "-WKS")
OPERATING_SUFFIXES = ("-NET", "-DC", "-RAD", "-SRV", "-VOI", "-COM")

# Titles by category: ICT work, telecommunications work, other work.
TITLES = {
    "D": ("Director", "Director", "Director"),
    "P": ("Information Systems Officer", "Telecommunications Officer", "Programme Officer"),
    "FS": ("Information Technology Technician", "Telecommunications Technician", "Administrative Assistant"),
    "GS": ("Information Systems Assistant", "Telecommunications Assistant", "Administrative Assistant"),
    "local": ("Information Technology Assistant", "Telecommunications Assistant", "Administrative Assistant"),
    "UNV": ("Information Technology Volunteer", "Telecommunications Volunteer", "Programme Volunteer"),
    "ICC": ("Systems Engineer", "Network Engineer", "Systems Engineer"),
    "contractual": ("Systems Support Contractor", "Network Support Contractor", "Support Contractor"),
}
TITLE_OF_ROLE = {
    "auditor": "Auditor",
    "executive-officer": "Executive Officer",
    "client-manager": "Senior Client Services Manager",
    "project-manager": "Project Manager",
    "desk-lead": "Service Desk Manager",
    "ict-architect": "Information Systems Architect",
    "security-analyst": "Information Security Officer",
}

# ICT units of figure 4 in offices that annex IV has no row for: a few people, so that the units can work.
OUTSIDE_ANNEX = ("UNCTAD-", "UNEP-", "UN-HABITAT-", "OHCHR-", "UNRWA-")

# How many ordinary people of which category sit in a unit of a kind, seniors first.
MISSION = {"P": 3, "FS": 4, "local": 6, "UNV": 1}
ORDINARY = {
    "department": {"D": 1, "P": 4, "GS": 3},
    "office": {"P": 2, "GS": 2},
    "mission": {"D": 1, "P": 2, "local": 3},
    "commission": {"D": 1, "P": 2, "GS": 1},
    "tribunal": {"D": 1, "P": 4, "GS": 3},
    "division": {"P": 3, "GS": 3},
    "section": {"P": 5, "GS": 3},
}


def ordinary(unit: str, kind: str, ict: bool) -> list[str]:
    """Categories of the staff annex IV does not count, seniors first."""
    if unit.startswith("OICT") or kind in ("organisation", "group"):
        return []
    if ict:
        counts = {"P": 2, "GS": 2} if unit.startswith(OUTSIDE_ANNEX) else {}
    else:
        counts = MISSION if unit.endswith("-MSD") else ORDINARY.get(kind, {})
    return [category for category, count in counts.items() for _ in range(count)]


def role_of(unit: str, kind: str, ict: bool, category: str, place: int) -> str:
    """The role code of the person at this place in a unit, place 0 being its most senior."""
    if not ict:
        return _ordinary_role(unit, place)
    if unit.startswith("OICT-CS-") and place == 0:
        return "client-manager"
    if unit.endswith(CHIEF_SUFFIXES):
        return "local-ict-chief" if place == 0 else "ict-staff"
    if unit.endswith(DESK_SUFFIXES):
        return "desk-lead" if place == 0 else "desk-agent"
    if unit in ROLE_OF_UNIT:
        return ROLE_OF_UNIT[unit]
    if unit.startswith("OICT-RM-ERP") and place == 0:
        return "project-manager"
    if unit.startswith("OICT-") and place == 0:
        return "service-owner"
    if unit.endswith(OPERATING_SUFFIXES) and category not in ("D", "P"):
        return "system-operator"
    return "ict-staff"


def _ordinary_role(unit: str, place: int) -> str:
    """Outside ICT: auditors, an executive officer at the head of each executive office, else staff."""
    if unit == "OIOS-IAD":
        return "auditor"
    return "executive-officer" if unit.endswith("-EO") and place == 0 else "staff"


def work_of(unit: str, ict: bool, category: str, role: str, place: int) -> str:
    """The title of the job (English, as titles of posts are)."""
    if role == "local-ict-chief":
        return "Chief, Information and Communications Technology"
    if role in TITLE_OF_ROLE and category in ("D", "P", "FS"):
        return TITLE_OF_ROLE[role]
    systems, telecommunications, other = TITLES[category]
    if not ict:
        return other
    return telecommunications if unit.endswith(OPERATING_SUFFIXES) and place % 2 == 0 else systems


def tongue_of(country: str, rng: Random) -> str:
    """The language a person at a station in this country reads."""
    if rng.random() < 0.5:
        return COUNTRY_TONGUE.get(country, "en")
    return rng.choices(TONGUES, weights=(40, 20, 13, 9, 9, 9))[0]
