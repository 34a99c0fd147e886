"""Lists as a person likes them: saved views; and one deed on many rows, after a look at what it does."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..access.rules import can, visible_to
from ..actions.verbs import change
from ..audit import journal
from ..base.errors import Refused
from ..base.models import column
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
            SavedView.objects.filter(
                person=self.person, kind=self.register.kind(), name=request.POST["forget"]
            ).delete()
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
        rows = list(visible_to(self.person, self.register.rows(), "view", self.scope).filter(pk__in=keys))
        if not rows:
            messages.error(request, _("Tick the rows that you want to change first."))
            return redirect(self.url("list"))
        form = self._form(request)
        name, value = form.chosen() if form.is_bound and form.is_valid() else ("", None)
        new: dict[str, Any] = {name: value}
        plans = [self._plan(row, name, value) for row in rows] if name else []
        if name and request.POST.get("seen") == "1" and any(plan["allowed"] for plan in plans):
            try:
                with journal.writing(self.person, form.cleaned_data["reason"]):
                    for row, plan in zip(rows, plans, strict=True):
                        if plan["allowed"]:
                            change(self.person, row, **new)
            except Refused as refusal:
                form.problems(refusal)
            else:
                number = sum(plan["allowed"] for plan in plans)
                messages.success(
                    request,
                    ngettext("%(n)s record was changed.", "%(n)s records were changed.", number)
                    % {"n": number},
                )
                return redirect(self.url("list"))
        return self._page(rows, form, plans)

    def _form(self, request: Any) -> Any:
        """Return one box for the choice of the field and one for each field's new value."""
        names = [name for name in self.register.form_fields() if name in self.register.filters]
        labels = [(name, column(self.register.model, name).verbose_name) for name in names]
        made: dict[str, Any] = {
            "field": forms.ChoiceField(label=_("What to change"), choices=[("", "—"), *labels])
        }
        for name in names:
            made[f"to_{name}"] = field_for(self.register.model, name, self.person, self.scope, required=False)
        made["reason"] = forms.CharField(label=_("Why it changes"), required=False)
        kind = type("BulkForm", (BulkForm,), made)
        return kind(request.POST if request.POST.get("field") else None)

    def _plan(self, row: Any, name: str, value: Any) -> dict[str, Any]:
        """Say what would happen to one row, or why not."""
        field: Any = self.register.model._meta.get_field(name)
        answer = can(self.person, "change", row, self.scope)
        same = getattr(row, name) == value
        changed = {"field": field.verbose_name, "before": getattr(row, name), "after": value}
        return {
            "key": row.pk, "name": row, "url": row.get_absolute_url(), "allowed": bool(answer) and not same,
            "refusal": "" if answer else answer.sentence, "changes": [changed] if answer and not same else [],
        }  # fmt: skip

    def _page(self, rows: list[Any], form: Any, plans: list[dict[str, Any]]) -> HttpResponse:
        allowed = sum(plan["allowed"] for plan in plans)
        page = {
            "title": _("Change several records"),
            "sentence": ngettext("%(n)s record is ticked.", "%(n)s records are ticked.", len(rows)) % {"n": len(rows)},
            "url": self.url("bulk"), "back_url": self.url("list"), "keys": [row.pk for row in rows], "rows": plans,
            "allowed": allowed, "refused": len(plans) - allowed, "seen": "1" if plans else "", "do": "change",
            "submit": _("Change them") if plans else _("Look at what will change"),
        }  # fmt: skip
        return self.show("bulk", form=form, page=page)


class BulkForm(RecordForm):
    """Which field gets which value."""

    def chosen(self) -> tuple[str, Any]:
        """Return (field, value)."""
        name = self.cleaned_data["field"]
        return name, self.cleaned_data[f"to_{name}"]


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
