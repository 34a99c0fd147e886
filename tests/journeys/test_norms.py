"""An exception from a norm: asked for, assessed, advised on, decided, told, and read back by an auditor."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from comity.modules.norms.models import Exemption, Norm

from .pressing import fill, key_of, press, send, step

pytestmark = pytest.mark.browser


def test_an_exception_is_asked_assessed_advised_and_granted(house, visit, shot):
    chief = visit("local-ict-chief", reverse("norms.exemption:add"))
    unit = house.person("local-ict-chief").appointments.first().unit
    send(
        chief,
        {
            "title": "A modem for the seismic station", "norm": str(Norm.objects.get(code="STD-ENC").pk),
            "unit": unit.code, "requester": house.person("local-ict-chief").code,
            "scope": "One modem.", "justification": "It knows no encryption.", "measures": "It sends public data.",
        },
    )  # fmt: skip
    pk = key_of(chief)
    page = reverse("norms.exemption:detail", args=[pk])
    assert visit("mission-ict-chief").goto(page).status == 404, "another unit's affairs"

    house.later(hours=1)
    officer = visit("standards-officer", page)
    step(officer, "assess", assessment="The data is public; the risk is low.")

    house.later(hours=1)
    adviser = visit("executive-officer", page)
    adviser.locator("details", has=adviser.locator('form[action="advise/"]')).locator("summary").click()
    fill(adviser, {"stance": "support", "text": "There is money for a new modem in spring."})
    press(adviser.locator('form[action="advise/"] button'))
    shot(adviser, "journey-advice")

    house.later(hours=1)
    cito = visit("cito", page)
    link = cito.locator('.nextstep a[href$="step/grant/"]')
    link.click()
    send(cito, {"granted_until": "2027-03-31"}, "form.stepform")
    assert cito.locator(".faults").is_visible(), "advice has to be answered first"
    advice = cito.locator('[name^="advice-"]').get_attribute("name")
    send(cito, {"granted_until": "2027-03-31", advice: "followed"}, "form.stepform")
    one = Exemption.objects.get(pk=pk)
    assert one.state == "granted"
    shot(cito, "journey-granted")

    chief.goto(reverse("notices:list"))
    assert one.reference in chief.locator("main").inner_text()

    auditor = visit("auditor", reverse("journal"))
    assert one.reference in auditor.locator("main").inner_text()
    with override("ru"):  # this auditor reads Russian
        assert str(Exemption.flow.steps["grant"].label) in auditor.locator("tbody").inner_text()
    before = house.time.replace(hour=7, minute=30)
    auditor.goto(f"{page}?as_at={before:%Y-%m-%dT%H:%M:%S}%2B00:00")
    assert auditor.locator("[role=note]").is_visible()
    past = auditor.locator("main").inner_text()
    assert one.title in past
    assert "The data is public" in past
    assert not auditor.locator(".nextstep a").count(), "the past is for reading"
