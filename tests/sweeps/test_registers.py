"""What every register owes: pages open by right, strangers see nothing, files come back, queries stay few."""

import contextlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comity.kernel.access.rules import visible_to
from comity.kernel.audit.models import Entry
from comity.kernel.audit.verify import verify
from comity.kernel.base.errors import Refused
from comity.kernel.registers.exporting import TYPES
from comity.kernel.registers.register import registers

pytestmark = pytest.mark.django_db
ALL = sorted(registers)
# Those whose rows belong to a unit: another unit's person sees none of them.
PLACED = [kind for kind in ALL if registers[kind].model.unit_field not in (None, "self")]


def bring(make, kind, units, **values):
    """Add a record of a register to OICT."""
    model = registers[kind].model
    if model.unit_field and model.unit_field != "self":
        values.setdefault(model.unit_field, units["OICT"])
    if model.unit_field == "self":
        values.setdefault("parent", units["OICT"])
    if kind == "access.grant":
        values.setdefault("right", "advise")  # a grant of sight to everybody would be seen by everybody
    return make(kind, **values)


def url(kind, role, *args):
    return reverse(f"{kind}:{role}", args=args)


def test_there_are_registers():
    assert len(ALL) >= 8
    assert PLACED


@pytest.mark.parametrize("kind", ALL)
def test_its_pages_open_for_who_may_see_them(kind, root, enter, make, units):
    record = bring(make, kind, units)
    client = enter(root)
    pages = [
        url(kind, "list"),
        url(kind, "detail", record.pk),
        url(kind, "remove", record.pk),
        url(kind, "import"),
    ]
    if registers[kind].form_fields():
        pages += [url(kind, "add"), url(kind, "change", record.pk)]
    if record.flow:
        pages += [
            url(kind, "step", record.pk, step.name)
            for step in record.flow.steps.values()
            if not step.internal
        ]
    for page in pages:
        assert client.get(page).status_code == 200, page
    assert str(record.pk) in client.get(url(kind, "list")).content.decode()


@pytest.mark.parametrize("kind", ALL)
def test_nobody_enters_without_signing_in(kind, client, make, units):
    record = bring(make, kind, units)
    for page in (
        url(kind, "list"),
        url(kind, "detail", record.pk),
        url(kind, "add"),
        url(kind, "export", "csv"),
    ):
        response = client.get(page)
        assert response.status_code == 302, page
        assert "/account/login" in response["Location"]


@pytest.mark.parametrize("kind", PLACED)
def test_a_person_of_another_unit_sees_nothing(kind, root, neighbour, enter, make, units):
    record = bring(make, kind, units)
    client = enter(neighbour)
    for role in ("detail", "change", "remove"):
        assert client.get(url(kind, role, record.pk)).status_code == 404
        assert client.post(url(kind, role, record.pk), {"reason": "x"}).status_code in (404, 405)
    for role in ("comment", "advise"):
        assert client.post(url(kind, role, record.pk), {"text": "x"}).status_code == 404
    if record.flow:
        for step in record.flow.steps:
            assert client.post(url(kind, "step", record.pk, step), {"reason": "x"}).status_code == 404
    shown = client.get(url(kind, "list")).content.decode()
    assert str(record.pk) not in shown
    client.post(url(kind, "bulk"), {"key": [str(record.pk)], "field": "unit", "apply": "1"})
    record.refresh_from_db()
    assert record.version == 1


@pytest.mark.parametrize("kind", ALL)
def test_a_stranger_sees_and_does_nothing(kind, root, stranger, enter, make, units):
    record = bring(make, kind, units)
    model, before = registers[kind].model, Entry.objects.count()
    client = enter(stranger)
    assert not visible_to(stranger, model.objects.filter(pk=record.pk)).exists()
    assert str(record.pk) not in client.get(url(kind, "list")).content.decode()
    assert client.get(url(kind, "detail", record.pk)).status_code == 404
    for form in TYPES:
        assert client.get(url(kind, "export", form)).status_code == 403
    assert client.get(url(kind, "import")).status_code == 403
    assert (
        client.post(url(kind, "import"), {"file": SimpleUploadedFile("a.csv", b"x\n1\n")}).status_code == 403
    )
    for role in ("detail", "change", "remove", "comment", "advise"):
        assert client.post(url(kind, role, record.pk), {"text": "x", "reason": "x"}).status_code in (404, 405)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("form", sorted(TYPES))
def test_what_is_exported_names_the_record(kind, form, root, enter, make, units):
    record = bring(make, kind, units)
    response = enter(root).get(url(kind, "export", form))
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    if form != "xlsx":
        assert str(record.pk) in content.decode()
    else:
        from python_calamine import CalamineWorkbook

        cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert any(str(record.pk) in map(str, row) for row in cells)


@pytest.mark.parametrize("kind", [kind for kind in ALL if registers[kind].form_fields()])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_comes_back_and_changes_nothing(kind, form, root, enter, make, units):
    bring(make, kind, units)
    client = enter(root)
    content = b"".join(client.get(url(kind, "export", form)).streaming_content)
    response = client.post(url(kind, "import"), {"file": SimpleUploadedFile(f"back.{form}", content)})
    assert response.status_code == 302, response.content.decode()[:2000]
    from comity.kernel.registers.models import ImportRun

    report = ImportRun.objects.get().report
    assert report["fault_count"] == 0, report["faults"]
    assert (report["added"], report["changed"]) == (0, 0), report["differences"]
    assert report["unchanged"] >= 1


@pytest.mark.parametrize("kind", ALL)
def test_a_list_costs_the_same_few_queries_for_one_row_and_for_many(kind, root, enter, make, units):
    client, counts = enter(root), []
    bring(make, kind, units)
    for more in (0, 12):
        for _ in range(more):
            with contextlib.suppress(Refused):  # a matrix takes no more rows than it has cells
                bring(make, kind, units)
        client.get(url(kind, "list"))  # a change of units or rights compiles the scope anew, once
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(kind, "list")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 16, [q["sql"][:120] for q in queries]


@pytest.mark.parametrize("kind", ALL)
def test_every_language_shows_its_list_in_its_direction(kind, root, enter, make, units):
    bring(make, kind, units)
    client = enter(root)
    for language, direction in (
        ("ar", "rtl"),
        ("en", "ltr"),
        ("es", "ltr"),
        ("fr", "ltr"),
        ("ru", "ltr"),
        ("zh-hans", "ltr"),
    ):
        root.account.language = language
        root.account.save(update_fields=["language"])
        page = client.get(url(kind, "list")).content.decode()
        assert f'dir="{direction}"' in page[:600]


@pytest.mark.parametrize("kind", ALL)
def test_garbage_in_the_address_is_answered_kindly(kind, root, enter):
    client = enter(root)
    for query in (
        "after=%00",
        "after=abc",
        "sort=nope",
        "before=W10",
        "column=nope",
        "as_at=yesterday",
        "state=nope",
        "after=" + "A" * 5000,
    ):
        response = client.get(f"{url(kind, 'list')}?{query}")
        assert response.status_code in (200, 422), query


def test_after_all_this_the_journal_is_whole(make, units):
    for kind in ALL:
        bring(make, kind, units)
    assert [fault.sentence for fault in verify()] == []
