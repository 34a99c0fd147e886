"""Where does it go: a matter with its facts, the body that decides it, and every rule that was compared."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import visible_to
from comity.kernel.flow.mandates import Facts
from comity.kernel.people.models import Unit

from ..models import Accountability, Matter, Programme
from ..queries import route
from .reader import for_person, limits, tabs


class Wish(forms.Form):
    """The facts of a record, as a person knows them before there is one."""

    matter = forms.ModelChoiceField(Matter.objects.all(), label=_("Matter"), to_field_name="code")
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"data-lookup": "people.unit", "dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    programme = forms.ModelChoiceField(
        Programme.objects.all(), label=_("Programme"), to_field_name="code", required=False
    )
    amount = forms.DecimalField(
        label=_("Amount (USD)"), required=False, min_value=0, max_digits=15, decimal_places=2
    )
    risk = forms.IntegerField(label=_("Risk (0 to 4)"), required=False, min_value=0, max_value=4)
    day = forms.DateField(label=_("As at"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, person: Any, scope: Any):
        super().__init__(data, use_required_attribute=False)
        self.units = visible_to(person, Unit.objects.all(), "view", scope)

    def clean_unit(self) -> Unit | None:
        code = self.cleaned_data["unit"].strip().split(" ")[0]
        found = self.units.filter(code__iexact=code).first() if code else None
        if code and found is None:
            raise forms.ValidationError(_("Nothing you may see is called “%(value)s”.") % {"value": code})
        return found


@for_person
def page(request: Any) -> HttpResponse:
    """The form, and the answer once a matter is chosen."""
    form = Wish(request.GET or None, request.person, request.scope)
    found, status = None, 200
    if form.is_bound:
        status = 200 if form.is_valid() else 422
        if form.is_valid():
            said = form.cleaned_data
            programme = said["programme"].pk if said["programme"] else None
            facts = Facts(said["unit"], programme, said["amount"], said["risk"])
            found = route(said["matter"].code, facts, said["day"])
    context = {
        "form": form,
        "found": found,
        "compared": _compared(request, found) if found is not None else [],
        "tabs": tabs("route"),
        "where": "governance/views/route.py; governance/queries/routing.py; governance/templates/governance/route.html",
    }
    return render(request, "governance/route.html", context, status=status)


def _compared(request: Any, found: Any) -> list[dict[str, Any]]:
    """Return the rules that were compared, as far as the reader may see them."""
    keys = [one.rule.pk for one in found.compared]
    seen = visible_to(request.person, Accountability.objects.filter(pk__in=keys), "view", request.scope)
    shown = set(seen.values_list("pk", flat=True))
    return [{"one": one, "limits": limits(one.rule)} for one in found.compared if one.rule.pk in shown]
