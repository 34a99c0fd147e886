"""The demonstration adds up, hangs together and is the same every time."""

import csv
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from comity.modules.directory import demo_data as demo
from comity.modules.directory.data import outlines
from comity.modules.directory.demo_people import people

ALL = demo.demonstration()
NAMED = {"stations": ALL.stations, "units": ALL.units, "roles": ALL.roles}


def test_annex_four_adds_up_in_every_row_and_column():
    for office in demo.offices():
        assert office.international == sum(office.counts[c] for c in demo.INTERNATIONAL)
        assert office.total == sum(office.counts.values())
    printed = next(r for r in demo._rows("personnel.csv") if r["office"] == "TOTAL")
    for category in demo.CATEGORIES:
        assert int(printed[category]) == sum(office.counts[category] for office in demo.offices())
    assert int(printed["international"]) == sum(office.international for office in demo.offices()) == 1484
    assert int(printed["total"]) == sum(office.total for office in demo.offices()) == 3783


def test_units_hold_what_their_office_has_in_each_category():
    held = Counter[tuple[str, str]]()
    place = demo.office_of_units()
    for office, unit, category, count in demo.seats():
        assert place[unit] == office
        held[office, category] += count
    assert held == Counter({(o.code, c): n for o in demo.offices() for c, n in o.counts.items() if n})


def test_rows_of_the_spread_add_up():
    for row in demo._rows("personnel_units.csv"):
        assert int(row["total"]) == sum(int(row[c]) for c in demo.CATEGORIES)


def test_appointments_counted_from_the_tree_alone_give_the_table():
    place = demo.office_of_units()
    ict = {unit.code for unit in ALL.units if unit.ict}
    counted = Counter(
        (place[a.unit], a.category)
        for a in ALL.appointments
        if a.unit in ict and a.unit in place and a.category in demo.CATEGORIES
    )
    assert counted.total() == 3783
    assert counted == Counter({(o.code, c): n for o in demo.offices() for c, n in o.counts.items() if n})
    assert counted.total() == sum(bool(a.office) for a in ALL.appointments)


def test_the_tree_has_one_root_and_parents_come_first():
    seen: set[str] = set()
    for unit in ALL.units:
        assert unit.parent in seen or (unit.code == "UN" and not unit.parent)
        assert unit.code not in seen
        seen.add(unit.code)


def test_units_stand_at_known_stations_and_fit_the_records():
    stations = {station.code for station in ALL.stations}
    groups = {"organisation", "department", "office", "mission", "commission", "tribunal"}
    kinds = groups | {"division", "service", "section", "unit", "group"}
    for unit in ALL.units:
        assert unit.station in stations
        assert unit.kind in kinds
        assert unit.source
        assert len(unit.code) <= 20


@pytest.mark.parametrize(
    "codes",
    [
        "DESA DGACM DM OCSS CMP OHRM OPPBA DPA DPI DPKO DFS DSS OCHA ODA OHRLLS OIOS OLA",
        "MINURCAT UNAMID UNMIS UNOCI UNMIL MONUC UNMEE MINURSO MINUSTAH UNMIT UNMOGIP UNFICYP UNOMIG UNMIK "
        "UNDOF UNIFIL UNTSO",
        "UNON UNOG UNOV UNODC UNCTAD UNEP UN-HABITAT ECA ECE ECLAC ESCAP ESCWA OHCHR UNRWA ICTY ICTR",
        "OICT OICT-SMU OICT-PMO OICT-ASU OICT-KM OICT-RM OICT-IM OICT-CS-HQ OICT-CS-FLD OICT-CS-OAH",
    ],
    ids=["headquarters", "field", "away", "office"],
)
def test_every_unit_of_figure_four_is_there(codes):
    assert set(codes.split()) <= {unit.code for unit in ALL.units}


def test_every_station_has_a_real_zone_and_a_place_on_earth():
    for station in ALL.stations:
        assert ZoneInfo(station.zone)
        assert -90 <= station.latitude <= 90
        assert -180 <= station.longitude <= 180
        assert len(station.country) == 2
        assert station.country.isupper()


@pytest.mark.parametrize("kind", NAMED)
def test_six_names_each_and_none_twice(kind):
    assert len({thing.code for thing in NAMED[kind]}) == len(NAMED[kind])
    for language in demo.LANGUAGES:
        names = [thing.names[language] for thing in NAMED[kind]]
        assert all(name and name == name.strip() for name in names)
        assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize("kind", NAMED)
def test_names_are_written_in_the_script_of_their_language(kind):
    for thing in NAMED[kind]:
        assert any("Ѐ" <= letter <= "ӿ" for letter in thing.names["ru"]), thing.code
        assert any("؀" <= letter <= "ۿ" for letter in thing.names["ar"]), thing.code
        assert any("一" <= letter <= "鿿" for letter in thing.names["zh-hans"]), thing.code


def test_persons_are_synthetic_and_told_apart():
    assert all(person.synthetic for person in ALL.persons)
    assert all(person.email == f"{person.code.lower()}@demo.comity.example" for person in ALL.persons)
    assert len({person.code for person in ALL.persons}) == len(ALL.persons)
    assert len({person.name for person in ALL.persons}) == len(ALL.persons)
    assert {person.language for person in ALL.persons} == set(demo.LANGUAGES)


def test_everyone_has_one_appointment_in_a_known_unit_and_role():
    units, roles = {u.code: u for u in ALL.units}, {r.code for r in ALL.roles}
    stations = {person.code: person.station for person in ALL.persons}
    assert [a.person for a in ALL.appointments] == [p.code for p in ALL.persons]
    for appointment in ALL.appointments:
        assert appointment.role in roles
        assert appointment.title
        assert stations[appointment.person] == units[appointment.unit].station


def test_the_demonstration_is_the_same_every_time():
    again = people(demo.units(), demo.stations(), demo.seats(), demo._given_and_family())
    assert again == (ALL.persons, ALL.appointments)


def test_the_cast_sits_where_it_says():
    persons = {person.code: person for person in ALL.persons}
    places = {appointment.person: appointment for appointment in ALL.appointments}
    for member in ALL.cast:
        assert persons[member.person].name == member.name
        assert persons[member.person].language == member.language
        place = places[member.person]
        assert (place.unit, place.role, place.category) == (member.unit, member.role, member.category)
    main = " ".join(member.key for member in ALL.cast if member.main)
    assert main == "field-staff desk-agent service-owner local-ict-chief cito auditor administrator"


def test_each_desk_has_a_lead_and_each_local_ict_unit_one_chief():
    held = Counter((a.unit, a.role) for a in ALL.appointments)
    for unit in ALL.units:
        if unit.code.endswith("-DESK"):
            assert held[unit.code, "desk-lead"] == 1, unit.code
            assert held[unit.code, "desk-agent"], unit.code
        if unit.code.endswith(("-CITS", "-ICTS", "-ICTX", "-ICTU", "-ICTD")):
            assert held[unit.code, "local-ict-chief"] == 1, unit.code


def test_land_and_boundaries_can_be_drawn_apart():
    shapes = [*outlines.land(), *(ring for country in outlines.countries() for ring in country.rings)]
    for ring in shapes:
        assert ring[0] == ring[-1]
        assert all(abs(b[0] - a[0]) <= 180 or a[1] == -90 for a, b in zip(ring, ring[1:], strict=False))
    for x, y in [point for ring in shapes for point in ring]:
        assert -180 <= x <= 180
        assert -90 <= y <= 90
    assert {line.status for line in outlines.boundaries()} == {
        "international",
        "undetermined",
        "administrative",
    }
    assert (outlines.HERE / "outlines.json").stat().st_size <= 150_000


def test_an_administrator_can_give_other_boundaries(tmp_path):
    file = tmp_path / "lines.json"
    file.write_text(
        '{"lines": [{"between": ["404", ""], "status": "undetermined", "line": [[34, 1], [35, 2]]}]}'
    )
    (line,) = outlines.boundaries(file)
    assert line.points == ((34, 1), (35, 2))


def test_the_files_are_plain_csv_with_a_value_in_each_column_that_needs_one():
    for name in ("stations.csv", "roles.csv", "names.csv"):
        with (demo.DATA / name).open(encoding="utf-8", newline="") as file:
            assert all(all(row.values()) for row in csv.DictReader(file))


def test_roles_say_what_they_are_for_in_six_languages():
    for role in ALL.roles:
        assert set(role.purposes) == set(demo.LANGUAGES)
        assert all(text.endswith((".", "。")) for text in role.purposes.values()), role.code
