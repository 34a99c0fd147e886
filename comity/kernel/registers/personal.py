"""Lists as a person likes them: saved views; and one deed on many rows, after a look at what it does."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..access.rules import can, visible_to
from ..actions.verbs import change
from ..audit import journal
from ..base.errors import Refused
from .forms import RecordForm, field_for
from .models import SavedView
from .views import Role

MOST = 500


class Views(Role):
    """Keep the list as it is now under a name, or forget one."""

    role = "views"

    def post(self, request: Any) -> HttpResponseBase:
        query = request.POST.get("query", "")[:1000].lstrip("?")
        if request.POST.get("forget"):
            SavedView.objects.filter(person=self.person, kind=self.register.kind(), name=request.POST["forget"]).delete()
            return redirect(self.url("list"))
        name = request.POST.get("name", "").strip()[:60]
        if not name:
            messages.error(request, _("Give the view a name."))
        else:
            SavedView.objects.update_or_create(
                person=self.person, kind=self.register.kind(), name=name, defaults={"query": query}
            )
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
        return redirect(f"{self.url('list')}?{query}")


class Bulk(Role):
    """Change one field of the ticked rows: first what would happen, then all of it or nothing."""

    role = "bulk"

    def post(self, request: Any) -> HttpResponseBase:
        keys = [key for key in map(_uuid, request.POST.getlist("key")[:MOST]) if key]
        rows = list(visible_to(self.person, self.register.rows(), "change", self.scope).filter(pk__in=keys))
        if not rows:
            messages.error(request, _("None of the chosen rows may be changed by you."))
            return redirect(self.url("list"))
        names = [name for name in self.register.form_fields() if name in self.register.filters]
        chosen = request.POST.get("field", "")
        form = None
        if chosen in names:
            field = field_for(self.register.model, chosen, self.person, self.scope)
            kind = type("BulkForm", (RecordForm,), {"value": field, "reason": forms.CharField(required=False)})
            form = kind(request.POST if request.POST.get("apply") else None)
            if request.POST.get("apply") and form.is_valid():
                try:
                    self._apply(rows, chosen, form.cleaned_data)
                except Refused as refusal:
                    form.problems(refusal)
                else:
                    messages.success(request, _("%(count)s records were changed.") % {"count": len(rows)})
                    return redirect(self.url("list"))
        return self._page(rows, keys, names, chosen, form)

    def _apply(self, rows: list[Any], name: str, values: dict[str, Any]) -> None:
        with journal.writing(self.person, values["reason"]):
            for row in rows:
                change(self.person, row, **{name: values["value"]})

    def _page(self, rows: list[Any], keys: list[UUID], names: list[str], chosen: str, form: Any) -> HttpResponse:
        fields = [(name, self.register.model._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]
        return self.show(
            "bulk", rows=rows, left_out=len(keys) - len(rows), fields=fields, chosen=chosen, form=form,
            may_change=can(self.person, "change", self.register.model, self.scope),
        )  # fmt: skip


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
