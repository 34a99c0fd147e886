"""Indicators of the demonstration. Baselines and targets with a paragraph are of the strategies; all else is made up."""

from dataclasses import dataclass
from datetime import date

Years = tuple[tuple[int, str | None, dict[str, str], str], ...]


@dataclass(frozen=True)
class Sample:
    """An indicator and its years: (year, target, {part: value}, state of the measurements)."""

    code: str
    result: str
    name: str
    measure: str
    direction: str
    baseline: str | None
    baseline_on: date | None
    owner: str
    other: str
    unit: str
    method: str
    years: Years
    parts: str = ""


OWNER, PMO, CITO = "P-000003", "P-000017", "P-000005"
INDICATORS = (
    Sample(
        "APPS", "A5", "Applications in use in the Secretariat", "applications", "down", "2340", date(2022, 9, 30),
        PMO, CITO, "OICT",
        "Applications in the inventory that are not retired, on the last day of the year. Baseline and target: A/77/489 para 38.",
        (
            (2023, "2100", {"": "2180"}, "published"), (2024, "1800", {"": "1790"}, "published"),
            (2025, "1500", {"": "1465"}, "verified"), (2026, "1250", {"": "1302"}, "submitted"),
            (2027, "1100", {}, ""), (2028, "1000", {}, ""),
        ),
    ),
    Sample(
        "CATALOGUE", "A11", "Services whose page was reviewed within six months", "per cent", "up", None, None,
        OWNER, PMO, "OICT", "Services in the catalogue with a review in the last six months, of all services.",
        (
            (2024, "70", {"": "58"}, "published"), (2025, "80", {"": "83"}, "verified"), (2026, "90", {"": "88"}, "returned"),
        ),
    ),
    Sample(
        "HOSTS", "C9", "Servers scanned for vulnerabilities every week", "servers", "up", "3100", date(2023, 12, 31),
        OWNER, CITO, "OICT", "Servers with a scan in the last seven days, counted by place.",
        (
            (2024, "4000", {"New York": "2120", "Brindisi": "1310", "Valencia": "760"}, "published"),
            (2025, "4600", {"New York": "2240", "Brindisi": "1360", "Valencia": "890"}, "verified"),
            (2026, "5000", {"New York": "2300", "Brindisi": "1420"}, "verified"),
        ),
        "New York, Brindisi, Valencia",
    ),
    Sample(
        "TRAINED", "C3", "Staff with a valid certificate of the cybersecurity course", "per cent", "up", "74", date(2022, 12, 31),
        PMO, CITO, "OICT", "Certificates not older than two years, of all staff with an account.",
        (
            (2023, "80", {"": "79.5"}, "published"), (2024, "85", {"": "86.2"}, "published"), (2025, "90", {"": "91"}, "verified"),
            (2026, "95", {}, ""),
        ),
    ),
    Sample(
        "ENERGY", "A14", "Electricity used by data centres", "MWh", "down", None, None, PMO, CITO, "OICT",
        "Meters of the data centres; no baseline was measured.",
        ((2025, None, {"": "11240.5"}, "verified"), (2026, None, {}, "")),
    ),
)  # fmt: skip
