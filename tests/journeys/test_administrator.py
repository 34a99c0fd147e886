"""An administrator adds a unit, brings in persons, changes a grant, looks at the jobs, takes the list out."""

import pytest
from django.urls import reverse

from comity.kernel.access.models import Grant
from comity.kernel.base.ids import uuid7
from comity.kernel.jobs.models import Job
from comity.kernel.jobs.worker import Worker
from comity.kernel.people.models import Person, Unit

from .pressing import press, send

pytestmark = pytest.mark.browser
HEAD = "code,name,email,language,station"
GOOD = "P-990001,Odile Test,odile.test@example.org,fr,NBO"


def bring(page, text):
    """Choose a file and look at what it would change."""
    page.goto(reverse("people.person:import"))
    page.locator('input[type="file"]').set_input_files(
        {"name": "persons.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    press(page.locator("main form.form button.strong"))


def test_an_administrator_keeps_the_registers(house, visit, shot):
    page = visit("administrator", reverse("people.unit:add"))
    send(page)
    assert page.locator(".faults").is_visible()
    send(page, {"code": "UNON-TEST", "name_en": "Test unit", "kind": "unit", "parent": "UNON"})
    assert Unit.objects.get(code="UNON-TEST").path.endswith("/UNON/UNON-TEST/")

    bring(page, f"{HEAD}\n{GOOD}\nP-990002,Nobody Test,nobody.test@example.org,fr,ATLANTIS\n")
    assert page.locator(".scroll table.diff").first.locator("tbody th").all_inner_texts() == ["3"], (
        "the line with the fault"
    )
    shot(page, "journey-import-fault")
    assert not Person.objects.filter(code="P-990001").exists()
    bring(page, f"{HEAD}\n{GOOD}\nP-990002,Nobody Test,nobody.test@example.org,fr,NBO\n")
    shot(page, "journey-import-dry")
    press(page.locator("#run form button.strong"))
    page.goto(reverse("jobs:list"))
    shot(page, "journey-jobs")
    with house.now():
        worker = Worker()
        while worker.work_on(
            Job.objects.filter(state="waiting").values_list("pk", flat=True).first() or uuid7()
        ):
            pass
    assert Person.objects.filter(code__startswith="P-9900").count() == 2

    grant = Grant.objects.filter(role__code="desk-agent", right="export").get()
    page.goto(reverse("access.grant:change", args=[grant.pk]))
    send(page, {"ends": "2027-01-01", "reason": "Until the audit."})
    grant.refresh_from_db()
    assert grant.ends is not None

    page.goto(reverse("people.person:list"))
    page.locator("summary", has=page.locator('use[href$="#export"]')).click()
    with page.expect_download() as coming:
        page.locator('a[download][href*="export.csv"]').click()
    text = coming.value.path().read_text("utf-8-sig")
    assert "P-990001" in text
