"""A run: one reading of one foreign file, for one person, whose right is asked again whenever something is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from ..access.scope import Scope, scope_of
from ..audit import journal
from ..base.errors import Refused
from ..jobs.control import KIND
from ..jobs.effects import once
from ..jobs.models import Job
from ..people.models import Person
from . import door
from .models import FaultList
from .report import Report

if TYPE_CHECKING:
    from .foreign import ForeignFile

Say = Callable[[int, int | None, str], None]


def silent(done: int, total: int | None, what: str) -> None:
    """Tell nobody how far it is."""


@dataclass
class Run:
    """What `load` is given beside the content. `about` is the record it is brought into, `more` what the form asked."""

    brought: "type[ForeignFile]"
    person: Person
    name: str
    mapping: Any = None
    about: Any = None
    dry: bool = True
    more: dict[str, Any] = field(default_factory=dict)
    progress: Say = silent

    @property
    def scope(self) -> Scope:
        """Return what the person may do now, not when the file was sent."""
        return scope_of(self.person)

    @property
    def reason(self) -> str:
        """Return what the journal says where the system writes for the person."""
        return f"{self.person.name}: {self.name}"

    def ask(self) -> None:
        """Refuse if the person may not, or may no longer."""
        self.brought.ask(self.person, self.scope, self.mapping, self.about)

    def say(self, done: int, total: int = 0, what: str = "") -> None:
        """Tell how far it is. Call it between transactions: it may end the run, and it asks the right again."""
        self.progress(done, total or None, what)
        self.ask()

    def load(self, content: BinaryIO) -> Report:
        """Ask, read, and write unless it is dry."""
        self.ask()
        report = self.brought.load(content, self)
        report.dry = self.dry
        report.end()
        return report


def carry_out(
    brought: "type[ForeignFile]",
    progress: Any,
    *,
    file: str,
    name: str,
    dry: bool,
    mapping: str = "",
    about: str = "",
    more: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Do the job of a foreign file. Cut off and begun again, it does no harm: what was written is known."""
    job: Job = progress.job
    person = job.person
    if person is None or not getattr(person, "account", None) or not person.account.is_active:
        raise Refused(_("Who sent this file is not there any more; nothing was imported."))
    with door.opened(file) as content:
        scope = scope_of(person)
        run = Run(brought, person, name, brought.find(mapping, keep=False), dry=dry, progress=progress)
        run.about = _about(brought, person, scope, about) if about else None
        run.more = _answers(brought, person, scope, more or {})
        run.ask()
        if not dry:
            run.mapping = brought.find(mapping)
            _note(job, run, file, mapping)
        report = run.load(content)
    FaultList.objects.update_or_create(
        job=job,
        defaults={
            "lines": [[one.line, one.column, one.kind, one.sentence, one.kept] for one in report.faults]
        },
    )
    return report.shown()


def _about(brought: "type[ForeignFile]", person: Person, scope: Scope, pk: str) -> Any:
    """Return the record that the file is brought into, if the person still sees it."""
    try:
        return brought.about(person, scope, UUID(pk))
    except Http404 as error:
        raise Refused(_("What this file is for is gone, or you may not see it any more.")) from error


def _answers(
    brought: "type[ForeignFile]", person: Person, scope: Scope, said: dict[str, str]
) -> dict[str, Any]:
    """Read anew what the form asked, since what was chosen may be gone or hidden."""
    try:
        return {name: field.clean(said.get(name, "")) for name, field in brought.asks(person, scope).items()}
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _note(job: Job, run: Run, file: str, mapping: str) -> None:
    """Let the journal say once who brought which file, also where the lines are signed by the system."""
    with once(f"import:{job.pk}") as first:
        if first:
            with journal.writing(run.person, run.name):
                journal.record(
                    KIND, job.pk, "import", after={"name": job.name, "file": file, "mapping": mapping}
                )
