"""The how-to page on governing by program, run as it stands: its blocks are one script, against a real server."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from comity.kernel.audit.verify import verify
from comity.kernel.people.accounts import Token
from comity.modules.benefits.models import BenefitMeasurement
from comity.modules.meetings.models import Decision

PAGE = Path(settings.BASE_DIR) / "docs" / "howto" / "api-governance.md"
NEEDED = ("bash", "curl", "jq", "openssl")
CAST = {
    "SPONSOR": "project-sponsor", "OFFICE": "pmo-analyst", "ADVISER": "executive-officer", "CITO": "cito",
    "SECRETARY": "committee-secretary", "MANAGER": "project-manager", "KWAME": "committee-member",
    "SAMIRA": "arabic-member", "BEATRIZ": "committee-chair",
}  # fmt: skip


@pytest.fixture
def tokens(house):
    """Return a token of everyone whom the page names."""
    with house.now():
        return {word: Token.issue(house.account(key), "How-to", ["write"])[1] for word, key in CAST.items()}


def test_the_page_does_what_it_says(house, tokens):
    missing = [word for word in NEEDED if not shutil.which(word)]
    if missing:
        sentence = f"The page is run with {', '.join(missing)}, which this machine lacks."
        pytest.fail(sentence) if os.environ.get("CI") == "true" else pytest.skip(sentence)
    script = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.S))
    done = subprocess.run(
        [shutil.which("bash"), "-c", script], env={"PATH": os.environ["PATH"], "COMITY": house.url, **tokens},
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    measured = BenefitMeasurement.objects.get(project__case__initiative__code="KM-93")
    assert (measured.state, measured.project.state) == ("verified", "closed")
    case = measured.project.case
    assert Decision.objects.get(object_id=case.pk).pk == case.decision_id
    assert [fault.sentence for fault in verify()] == []
