"""The declaration of a foreign file: what it is called, who may bring it, how it is read, what its report says."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise

from ..access.rules import ask
from ..base.models import Tracked
from ..jobs.declare import Declared, Retry, job
from ..jobs.models import Job
from . import mappings

if TYPE_CHECKING:
    from .report import Report
    from .run import Run

Sentence = str | Promise
TABLES = ("csv", "tsv", "txt", "xlsx", "xls", "ods")  # what `registers.reading.table` reads
RETRY = Retry(5, timedelta(seconds=5), 2)


class ForeignFile:
    """A kind of foreign file. A module writes `load` and names the rest; `@foreign_file` makes it work.

    `work` is the name of its job, `address` that of its page (`desk:import`), `title` and `lead` say there what comes
    of the file. Who brings one needs the right `import` on `model`. `mapping` is the model of its mappings (None: the file needs none),
    `shipped` the folder of those that come with Comity. `kinds` are the endings, `largest` the most bytes. A `whole`
    file is written as a whole or, when a line is at fault, not at all. `counts` is {field of the report: label},
    `details` a template for what else the report says. `back` names the page it is reached from, and its label.
    """

    work: ClassVar[str]
    address: ClassVar[str]
    title: ClassVar[Sentence]
    lead: ClassVar[Sentence] = ""
    model: ClassVar[type[Tracked]]
    mapping: ClassVar[type[Tracked] | None] = None
    shipped: ClassVar[Path | None] = None
    kinds: ClassVar[tuple[str, ...]] = TABLES
    file_help: ClassVar[Sentence] = ""
    largest: ClassVar[int | None] = None
    whole: ClassVar[bool] = False
    counts: ClassVar[Mapping[str, Sentence]] = {}
    details: ClassVar[str] = ""
    back: ClassVar[tuple[str, Sentence] | None] = None
    declared: ClassVar[Declared]
    do_not_call_in_templates: ClassVar[bool] = True

    @staticmethod
    def load(content: BinaryIO, run: "Run") -> "Report":
        """Read the content and, unless `run.dry`, write it; say `run.say(done, total, words)` between transactions."""
        raise NotImplementedError

    @classmethod
    def ask(cls, person: Any, scope: Any, mapping: Any = None, about: Any = None) -> None:
        """Refuse who may not. Asked at the page, where no mapping is chosen yet, and again whenever a run writes."""
        ask(person, "import", about or cls.model, scope)

    @classmethod
    def asks(cls, person: Any, scope: Any) -> dict[str, forms.Field]:
        """Return what else the form asks; a run finds the answers in `run.more`."""
        return {}

    @classmethod
    def about(cls, person: Any, scope: Any, pk: UUID) -> Any:
        """Return the record that the file is brought into, where the address names one and the person may see it."""
        raise Http404

    @classmethod
    def find(cls, code: str, *, keep: bool = True) -> Any:
        """Return the mapping of a code; a shipped one becomes a record when it is kept."""
        return mappings.find(cls.mapping, cls.shipped, code, keep=keep) if cls.mapping else None

    @classmethod
    def urls(cls, at: str) -> list[URLPattern]:
        """Return the addresses of its pages; `at` may hold `<uuid:of>`, the record it is brought into."""
        from . import views

        brought, name = {"brought": cls}, cls.address.partition(":")[2]
        return [
            path(at, views.start, brought, name=name),
            path(f"{at}<uuid:pk>/", views.result, brought, name=f"{name}-result"),
            path(f"{at}<uuid:pk>/faults.csv", views.faults, brought, name=f"{name}-faults"),
        ]

    @classmethod
    def url(cls, role: str = "", *, of: Any = None, pk: Any = None) -> str:
        """Return the address of a page: "" for the upload, "result" or "faults" for a run."""
        given = {"of": of, "pk": pk}
        name = f"{cls.address}-{role}" if role else cls.address
        return reverse(name, kwargs={key: str(value) for key, value in given.items() if value})

    @classmethod
    def page_of(cls, made: Job) -> str:
        """Return the page of the report of a job."""
        return cls.url("result", pk=made.pk, of=made.arguments.get("about"))


def foreign_file(cls: type[ForeignFile]) -> type[ForeignFile]:
    """Declare a foreign file: its job is known to every process from now on."""
    from .run import carry_out

    def work(progress: Any, who: str = "", **said: Any) -> dict[str, Any]:
        # Jobs of version 0.2 that still wait say `who`; now it is the job's person.
        return carry_out(cls, progress, **said)

    work.__qualname__ = cls.__qualname__
    cls.declared = job(cls.work, title=cls.title, retry=RETRY, long=True, page=cls.page_of)(work)
    return cls
