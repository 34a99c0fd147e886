"""Pages for files: the list as it is filtered, out; a file, in, after a dry run."""

import hashlib
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..access.rules import can, visible_to
from ..base.errors import NotAllowed, Refused
from ..base.models import column
from ..base.moment import now
from ..jobs.models import Job
from ..jobs.queue import enqueue
from .exporting import TYPES, as_csv, export, header
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
        rows = visible_to(self.person, listing.rows(), "export", self.scope)
        return download(
            export(self.register, rows, form, self.person, self.scope), form, self.register.slug()
        )


def download(content: Any, form: str, name: str) -> StreamingHttpResponse:
    """Return a file for saving, streamed."""
    response = StreamingHttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}-{now():%Y-%m-%d}.{form}"'
    return response


class FileForm(forms.Form):
    """The file that is brought in."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"] = forms.FileField(
            label=_("File"),
            help_text=_("CSV (UTF-8) or XLSX, at most 10 MB; the first line names the columns."),
        )


class Import(Role):
    """A file is brought: it is read and compared, and nothing is written yet."""

    role = "import"

    def get(self, request: Any) -> HttpResponseBase:
        self._ask()
        if request.GET.get("template") == "csv":
            return download(
                as_csv(header(self.register, self.register.form_fields())[2:], []),
                "csv",
                self.register.slug(),
            )
        return self._page(FileForm())

    def post(self, request: Any) -> HttpResponseBase:
        self._ask()
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, 422)
        upload = form.cleaned_data["file"]
        if upload.size > LARGEST:
            form.add_error("file", _("The file is larger than 10 MB; divide it."))
            return self._page(form, 413)
        content = upload.read()
        try:
            plan = Importer(self.register, self.person, self.scope, content, upload.name).run(False)
        except Refused as refusal:
            form.add_error("file", str(refusal.sentence))
            return self._page(form, 422)
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

    def _page(self, form: Any, status: int = 200) -> HttpResponse:
        model = self.register.model
        columns = [
            {
                "name": f.name,
                "label": f.verbose_name,
                "required": not f.blank and not f.has_default(),
                "help": f.help_text,
            }
            for f in (column(model, name) for name in self.register.form_fields())
        ]
        page = {
            "title": _("Import: %(register)s") % {"register": model._meta.verbose_name_plural},
            "back_url": self.url("list"),
            "template_url": "?template=csv",
            "columns": columns,
        }
        return self.show("import", form=form, page=page, status=status)


class ImportResult(Role):
    """What a file would do, or did; applying it is a job with progress."""

    role = "import-run"

    def get(self, request: Any, run: UUID) -> HttpResponseBase:
        return self.show("import_result", page=self._page(self._run(run)))

    def post(self, request: Any, run: UUID) -> HttpResponseBase:
        found = self._run(run)
        if found.state == "checked":
            job = enqueue(apply_import, person=self.person, key=f"import:{found.pk}", run=str(found.pk))
            found.state, found.job_id = "running", job.pk
            found.save(update_fields=["state", "job_id"])
        return redirect(self.url("import-run", found.pk))

    def _run(self, key: UUID) -> ImportRun:
        found = (
            ImportRun.objects.filter(pk=key, person=self.person, kind=self.register.kind())
            .defer("content")
            .first()
        )
        if found is None:
            raise Http404
        return found

    def _page(self, run: ImportRun) -> dict[str, Any]:
        """Describe the run for its template."""
        report = run.report
        shown, faults = report["differences"], report["faults"]
        return {
            "title": _("Import: %(register)s") % {"register": self.register.model._meta.verbose_name_plural},
            "back_url": self.url("list"),
            "url": self.url("import-run", run.pk),
            "file": run.name,
            "token": run.pk,
            "dry": run.state in ("checked", "faulty"),
            "done": run.state == "applied",
            "progress": self._progress(run) if run.state == "running" else None,
            "counts": [
                {"label": _("added"), "value": report["added"], "meaning": "well"},
                {"label": _("changed"), "value": report["changed"], "meaning": "well"},
                {"label": _("unchanged"), "value": report["unchanged"], "meaning": "closed"},
                {
                    "label": _("faults"),
                    "value": report["fault_count"],
                    "meaning": "late" if faults else "closed",
                },
            ],
            "faults": faults,
            "more_faults": max(0, report["fault_count"] - len(faults)),
            "rows": [self._difference(line) for line in shown],
            "more_rows": max(0, report["added"] + report["changed"] - len(shown)),
        }

    def _difference(self, line: dict[str, Any]) -> dict[str, Any]:
        changes = [
            {
                "field": column(self.register.model, name).verbose_name,
                "before": line["before"].get(name, ""),
                "after": value,
            }
            for name, value in line.get("after", {}).items()
        ]
        return {"name": line["record"], "is_new": line["what"] == "add", "changes": changes}

    def _progress(self, run: ImportRun) -> dict[str, Any]:
        job = Job.objects.filter(pk=run.job_id).first() if run.job_id else None
        done, total = (job.done, job.total or 0) if job else (0, 0)
        return {
            "label": _("Import of %(file)s") % {"file": run.name},
            "share": 100 * done / total if total else 0,
            "done": _("%(done)s of %(total)s lines") % {"done": done, "total": total},
            "left": job.get_state_display() if job and hasattr(job, "get_state_display") else "",
        }
