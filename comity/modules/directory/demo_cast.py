"""Name the people one signs in as with one click, in demonstration mode only.

They are synthetic like all others, but their codes never change, so that guides, journeys and screenshots
can say who does what. Those who work in an ICT unit take a seat of annex IV, so that its total stays what it
is; only the CITO is added, since the post (Assistant Secretary-General) is not in the table.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cast:
    """One kind of user: `key` is for addresses, `main` marks the seven kinds the first page offers."""

    key: str
    person: str
    name: str
    language: str
    unit: str
    category: str
    role: str
    title: str
    main: bool = True


def cast() -> tuple[Cast, ...]:
    """The cast in the order in which the sign-in page shows it."""
    return (
        Cast(
            "field-staff", "P-000001", "Amara Lindqvist", "en", "UNMIL-MSD", "P", "staff", "Logistics Officer"
        ),
        Cast(
            "desk-agent",
            "P-000002",
            "Wanjiru Achterberg",
            "en",
            "UNON-DESK",
            "GS",
            "desk-agent",
            "Information Systems Assistant",
        ),
        Cast(
            "service-owner",
            "P-000003",
            "Ingrid Balogun",
            "en",
            "OICT-IM-EML",
            "P",
            "service-owner",
            "Chief of Unit, E-mail",
        ),
        Cast(
            "local-ict-chief",
            "P-000004",
            "Joaquim Tuilagi",
            "en",
            "UNON-ICTS",
            "P",
            "local-ict-chief",
            "Chief, Information and Communications Technology Service",
        ),
        Cast(
            "cito",
            "P-000005",
            "Halima Nakagawa",
            "en",
            "OICT-CITO",
            "ASG",
            "cito",
            "Chief Information Technology Officer",
        ),
        Cast("auditor", "P-000006", "Rustam Eklund", "ru", "OIOS-IAD", "P", "auditor", "Auditor"),
        Cast(
            "administrator",
            "P-000007",
            "Nomvula Castellanos",
            "en",
            "OICT-IM-IDM",
            "P",
            "administrator",
            "Information Systems Officer",
        ),
        Cast(
            "nairobi-staff",
            "P-000008",
            "Solange Waqanui",
            "fr",
            "UNEP-PLN",
            "P",
            "staff",
            "Programme Management Officer",
            main=False,
        ),
        Cast(
            "arabic-staff",
            "P-000009",
            "Layla Haukioja",
            "ar",
            "UNIFIL-MSD",
            "local",
            "staff",
            "Administrative Assistant",
            main=False,
        ),
        Cast(
            "spanish-staff",
            "P-000010",
            "Itzel Papadakis",
            "es",
            "ECLAC-PLN",
            "P",
            "staff",
            "Economic Affairs Officer",
            main=False,
        ),
        Cast(
            "russian-staff",
            "P-000011",
            "Ksenia Mensah",
            "ru",
            "UNOMIG-MSD",
            "FS",
            "staff",
            "Finance Assistant",
            main=False,
        ),
        Cast(
            "chinese-staff",
            "P-000012",
            "Lihua Brennan",
            "zh-hans",
            "DGACM",
            "P",
            "staff",
            "Reviser",
            main=False,
        ),
        Cast(
            "global-desk-agent",
            "P-000013",
            "Thiago Kazlauskas",
            "en",
            "OICT-IM-HLP",
            "GS",
            "desk-agent",
            "Information Systems Assistant",
            main=False,
        ),
        Cast(
            "mission-ict-chief",
            "P-000014",
            "Tariq Solberg",
            "fr",
            "UNMIL-CITS",
            "P",
            "local-ict-chief",
            "Chief, Communications and Information Technology Section",
            main=False,
        ),
        Cast(
            "executive-officer",
            "P-000015",
            "Marisol Owusu",
            "es",
            "DESA-EO",
            "P",
            "executive-officer",
            "Executive Officer",
            main=False,
        ),
        Cast(
            "standards-officer",
            "P-000016",
            "Priya Dvorak",
            "en",
            "OICT-ASU-QUA",
            "P",
            "standards-officer",
            "Standards Officer",
            main=False,
        ),
    )
