"""A foreign file of a test: units by code, all or nothing; what every foreign file is promised."""

import io
from dataclasses import dataclass

import pytest
from django import forms
from django.core.files.base import ContentFile

from comity.kernel.access.models import Grant
from comity.kernel.actions.verbs import add_many, remove
from comity.kernel.audit.actors import System
from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.files.models import StoredFile
from comity.kernel.files.shelf import shelf
from comity.kernel.files.store import store
from comity.kernel.imports import report as reports
from comity.kernel.imports.columns import open_text, places
from comity.kernel.imports.foreign import ForeignFile, foreign_file
from comity.kernel.imports.models import FaultList
from comity.kernel.imports.report import Report
from comity.kernel.imports.run import Run
from comity.kernel.jobs.declare import declared
from comity.kernel.jobs.execution import drain
from comity.kernel.jobs.models import Job
from comity.kernel.jobs.purge import purge
from comity.kernel.jobs.queue import enqueue
from comity.kernel.people.models import Unit
from comity.kernel.registers.lookup import LookupField

pytestmark = pytest.mark.django_db
US = System("test")


@pytest.fixture
def units_file(units, settings, tmp_path):
    """A file of one code a line; a code in small letters is a fault."""
    settings.MEDIA_ROOT = tmp_path

    @dataclass
    class Found(Report):
        added: int = 0

    @foreign_file
    class UnitsFile(ForeignFile):
        work, address, title, model, whole = "test.units", "test:units", "Units", Unit, True

        @classmethod
        def asks(cls, person, scope) -> dict[str, forms.Field]:
            return {"above": LookupField(Unit, person, scope)}

        @staticmethod
        def load(content, run):
            found = Found()
            codes = open_text(content).read().split()
            for line, code in enumerate(codes, 1):
                if not code.isupper():
                    found.fault(line, f"{code} is small.", column="code")
            found.added = len(codes)
            if not run.dry and not found.skipped:
                run.say(len(codes), len(codes), "Writing")
                made = {"kind": "unit", "parent": run.more["above"]}
                add_many(
                    run.person, Unit, [{**made, "code": one, "name": one} for one in codes], reason=run.name
                )
                found.written = len(codes)
            return found

    yield UnitsFile
    declared.pop("test.units")


@pytest.fixture
def send(units_file, units):
    """Return the function that sends such a file and gives its job."""

    def sent(person, text="AA BB", dry=False, above="OICT"):
        stored = store(ContentFile(text.encode(), name="units.csv"))
        return enqueue(
            units_file.declared, person=person, file=str(stored.pk), name="units.csv", dry=dry,
            more={"above": str(units[above].pk)},
        )  # fmt: skip

    return sent


def done(job):
    drain()
    return Job.objects.get(pk=job.pk)


def test_a_file_is_looked_at_and_then_written_by_its_person(send, root, units):
    looked = done(send(root, dry=True))
    assert (looked.state, looked.result["added"], looked.result["written"]) == ("done", 2, 0)
    assert not Unit.objects.filter(code="AA").exists()
    assert not Entry.objects.filter(kind="jobs.job").exists()
    written = done(send(root))
    assert written.result["written"] == 2
    unit = Unit.objects.get(code="AA")
    assert unit.parent == units["OICT"]
    entry = Entry.objects.get(object_id=unit.pk)
    assert (entry.person_id, entry.reason) == (root.pk, "units.csv")
    assert Entry.objects.get(kind="jobs.job", verb="import").person_id == root.pk


def test_one_fault_and_nothing_of_a_whole_file_is_written(send, root):
    job = done(send(root, "AA bb"))
    assert (job.result["skipped"], job.result["written"], job.result["faults_by_kind"]) == (1, 0, {"code": 1})
    assert not Unit.objects.filter(code="AA").exists()
    assert FaultList.objects.get(job=job).lines == [[2, "code", "", "bb is small.", False]]


def test_more_faults_than_the_page_shows_are_counted_and_kept(send, root, monkeypatch):
    monkeypatch.setattr(reports, "SHOWN", 2)
    monkeypatch.setattr(reports, "MOST", 3)
    job = done(send(root, "a b c d e"))
    assert (job.result["fault_count"], len(job.result["faults"])) == (5, 2)
    assert len(FaultList.objects.get(job=job).lines) == 3


def test_faults_go_with_their_job(send, root):
    job = done(send(root, "a"))
    Job.objects.filter(pk=job.pk).update(ended_at="2020-01-01T00:00Z")
    assert purge(lambda count: None) == {"removed": 1}
    assert not FaultList.objects.exists()


def test_the_right_is_asked_when_the_work_is_done(send, someone):
    one = someone("One", "UN", "view", "add", "import")
    job = send(one)
    remove(US, Grant.objects.get(person=one, right="import"), "Moved on.")
    assert done(job).error == "You lack the right “import” on units."
    assert not Unit.objects.filter(code="AA").exists()


def test_the_right_is_asked_again_before_each_transaction(units_file, someone, units):
    one = someone("One", "UN", "view", "add", "import")

    def lose(done, total, what):
        remove(US, Grant.objects.get(person=one, right="import"), "Moved on.")

    run = Run(units_file, one, "units.csv", dry=False, more={"above": units["OICT"]}, progress=lose)
    with pytest.raises(NotAllowed):
        run.load(io.BytesIO(b"AA"))
    assert not Unit.objects.filter(code="AA").exists()


def test_what_was_chosen_is_looked_up_again_with_the_sight_of_the_person(send, someone):
    one = someone("One", "UNON", "view", "add", "import")
    assert "Nothing you may see is called" in done(send(one, above="OICT")).error


def test_nobody_imports_for_who_is_gone_or_barred(send, root):
    root.account.is_active = False
    root.account.save(update_fields=["is_active"])
    assert "is not there any more" in done(send(root)).error
    assert "is not there any more" in done(send(None)).error


def test_a_file_that_was_tidied_away_is_asked_for_again(send, root):
    job = send(root)
    shelf().remove(StoredFile.objects.get().digest)
    assert done(job).error == "The file is not kept any more; send it again."
    again = send(root, "CC")
    StoredFile.objects.all().delete()
    assert done(again).error == "The file is not kept any more; send it again."


def test_columns_are_found_by_name_and_those_lacking_are_named():
    assert places(["a", "B "], ["b"], fold=True) == {"b": 1}
    with pytest.raises(Refused, match="lacks these columns of the mapping: b, c"):
        places(["a", "B"], ["c", "b", "a"])
