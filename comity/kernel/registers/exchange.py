"""Pages for files: the list as it is filtered, out; a file, in, after a dry run."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..access.rules import can
from ..base.errors import NotAllowed, Refused
from ..base.moment import now
from ..jobs.models import Job
from ..jobs.queue import enqueue
from .exporting import TYPES, export, export_fields, header
from .importing import Importer
from .jobs import apply_import
from .listing import Listing
from .models import ImportRun
from .views import Role

LARGEST = 10 * 1024 * 1024


class Export(Role):
    """The rows of the list as it is filtered and sorted, in a form that can be imported back."""

    role = "export"

    def get(self, request: Any, form: str) -> HttpResponseBase:
        if form not in TYPES:
            raise Http404
        answer = can(self.person, "export", self.register.model, self.scope)
        if not answer:
            raise NotAllowed(answer.sentence)
        listing = Listing(self.register, self.person, self.scope, request.GET)
        # Both rights are asked of each row: to see it and to take it out.
        from ..access.rules import visible_to

        rows = visible_to(self.person, listing.rows(), "export", self.scope)
        response = StreamingHttpResponse(export(self.register, rows, form), content_type=TYPES[form])
        name = f"{self.register.slug()}-{now():%Y-%m-%d}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class Import(Role):
    """A file is brought: it is read and compared, and nothing is written yet."""

    role = "import"

    def get(self, request: Any) -> HttpResponseBase:
        self._ask()
        if request.GET.get("template") == "csv":
            heads = ",".join(header(self.register, self.register.form_fields())[2:])
            response = FileResponse([("\ufeff" + heads + "\r\n").encode()], content_type=TYPES["csv"])
            response["Content-Disposition"] = f'attachment; filename="{self.register.slug()}.csv"'
            return response
        runs = ImportRun.objects.filter(kind=self.register.kind(), person=self.person).defer("content")
        return self._page(runs=runs.order_by("-id")[:10])

    def post(self, request: Any) -> HttpResponseBase:
        self._ask()
        upload = request.FILES.get("file")
        if upload is None:
            return self._page(problem=_("Choose a file first."), status=422)
        if upload.size > LARGEST:
            return self._page(problem=_("The file is larger than 10 MB; divide it."), status=413)
        content = upload.read()
        try:
            plan = Importer(self.register, self.person, self.scope, content, upload.name).run(False)
        except Refused as refusal:
            return self._page(problem=str(refusal.sentence), status=422)
        run = ImportRun.objects.create(
            person=self.person, kind=self.register.kind(), name=upload.name[:200], content=content,
            digest=hashlib.sha256(content).hexdigest(), report=plan.as_dict(),
            state="faulty" if plan.faults else "checked",
        )  # fmt: skip
        return redirect(self.url("import-run", run.pk))

    def _ask(self) -> None:
        answer = can(self.person, "import", self.register.model, self.scope)
        if not answer:
            raise NotAllowed(answer.sentence)

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        fields = [self.register.model._meta.get_field(name) for name in self.register.form_fields()]
        return self.show("import", fields=fields, status=status, **context)


class ImportResult(Role):
    """What a file would do, or did; applying it is a job with progress."""

    role = "import-run"

    def get(self, request: Any, run: UUID) -> HttpResponseBase:
        found = self._run(run)
        job = Job.objects.filter(pk=found.job_id).first() if found.job_id else None
        return self.show("import_result", run=found, report=found.report, job=job, fields_known=export_fields(self.register))

    def post(self, request: Any, run: UUID) -> HttpResponseBase:
        found = self._run(run)
        if found.state == "checked":
            job = enqueue(apply_import, person=self.person, key=f"import:{found.pk}", run=str(found.pk))
            found.state, found.job_id = "running", job.pk
            found.save(update_fields=["state", "job_id"])
        return redirect(self.url("import-run", found.pk))

    def _run(self, key: UUID) -> ImportRun:
        found = ImportRun.objects.filter(pk=key, person=self.person, kind=self.register.kind()).defer("content").first()
        if found is None:
            raise Http404
        return found
