"""Files, links and shares of a record: what the page shows, and the forms that change it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from ..access.models import Share
from ..actions.hang import attach, detach, link, share, unlink, unshare
from ..base.errors import NotAllowed, Refused
from ..base.models import Tracked
from ..files.models import Attachment, Link, Relation
from ..people.models import Person, Unit
from .lookup import LookupField
from .register import registers
from .views import Role


class Hanging(Role):
    """Takes one of the small forms beside a record and returns to it."""

    role = "hang"

    def post(self, request: Any, pk: UUID, what: str) -> HttpResponse:
        record = self.record(pk)
        verb = getattr(self, f"do_{what.replace('-', '_')}", None)
        if verb is None:
            raise Http404
        try:
            said = verb(request, record)
        except NotAllowed:
            raise
        except Refused as refusal:
            lines = [str(line) for told in refusal.fields.values() for line in told] or [
                str(refusal.sentence)
            ]
            messages.error(request, " ".join(dict.fromkeys(lines)))
        else:
            messages.success(request, said)
        return HttpResponseRedirect(record.get_absolute_url() + "#beside")

    def do_attach(self, request: Any, record: Tracked) -> str:
        upload = request.FILES.get("file")
        if upload is None:
            raise Refused(_("Choose a file first."))
        made = attach(self.person, record, upload, internal=bool(request.POST.get("internal")))
        return _("“%(name)s” is on the record.") % {"name": made.name}

    def do_detach(self, request: Any, record: Tracked) -> str:
        found = self._one(Attachment, request, record, "object_id")
        detach(self.person, record, found, request.POST.get("reason", ""))
        return _("“%(name)s” was taken off the record.") % {"name": found.name}

    def do_link(self, request: Any, record: Tracked) -> str:
        other = self._named(request.POST.get("other", "").strip())
        relation = request.POST.get("relation", Relation.RELATED)
        link(self.person, record, other, relation, request.POST.get("note", "")[:250])
        return _("Linked with %(record)s.") % {"record": other}

    def do_unlink(self, request: Any, record: Tracked) -> str:
        found = Link.objects.filter(pk=_key(request)).first()
        if found is None or record.pk not in (found.from_id, found.to_id):
            raise Http404
        unlink(self.person, record, found)
        return _("The link was taken away.")

    def do_share(self, request: Any, record: Tracked) -> str:
        form = ShareForm(self.person, self.scope, request.POST)
        if not form.is_valid():
            raise Refused(" ".join(str(line) for lines in form.errors.values() for line in lines))
        made = share(
            self.person,
            record,
            form.cleaned_data["person"] or form.cleaned_data["unit"],
            form.cleaned_data["ends"],
        )
        return _("Shared with %(who)s.") % {"who": made.person or made.unit}

    def do_unshare(self, request: Any, record: Tracked) -> str:
        unshare(self.person, record, self._one(Share, request, record, "object_id"))
        return _("The share was ended.")

    def _one(self, model: Any, request: Any, record: Tracked, field: str) -> Any:
        found = model.objects.filter(pk=_key(request), **{field: record.pk}).first()
        if found is None:
            raise Http404
        return found

    def _named(self, text: str) -> Any:
        """Return the record a person names by reference or code, among those the person may see."""
        for register in registers.values():
            lookup = LookupField(register.model, self.person, self.scope, required=False, eager=False)
            found = lookup.rows().filter(lookup.named(text)).first() if text else None
            if found is not None:
                return found
        raise Refused(_("Nothing you may see is called “%(value)s”.") % {"value": text})


class ShareForm(forms.Form):
    """With whom a record is shared."""

    def __init__(self, person: Any, scope: Any, *args: Any):
        super().__init__(*args)
        self.fields["person"] = LookupField(Person, person, scope, label=_("Person"), required=False)
        self.fields["unit"] = LookupField(Unit, person, scope, label=_("Unit"), required=False)
        self.fields["ends"] = forms.DateField(
            label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
        )


def _key(request: Any) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise Http404 from error
