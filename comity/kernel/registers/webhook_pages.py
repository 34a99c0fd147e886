"""The pages of webhooks: mine, a new one, what was sent to it, and sending again."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ..base.errors import Refused
from . import deliveries, webhooks
from .forms import RecordForm
from .models import Delivery, Subscription
from .register import registers

app_name = "webhooks"
SHOWN = 50


def form_for(request: Any, *args: Any, **kwargs: Any) -> RecordForm:
    """Return the form of a webhook, offering the registers in which its reader may see something."""
    kinds = [
        (kind, one.model._meta.verbose_name_plural)
        for kind, one in registers.items()
        if request.scope.reach("view", kind) or one.model.party_rights
    ]
    ticks = forms.CheckboxSelectMultiple
    fields = {
        "url": forms.CharField(
            label=gettext_lazy("Address"), max_length=500, widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            help_text=gettext_lazy("It begins with https:// and answers within ten seconds."),
        ),
        "kinds": forms.MultipleChoiceField(label=gettext_lazy("Registers"), choices=kinds, widget=ticks),
        "verbs": forms.MultipleChoiceField(
            label=gettext_lazy("What happens"), choices=list(webhooks.VERBS.items()), widget=ticks, required=False,
            help_text=gettext_lazy("None ticked: everything."),
        ),
    }  # fmt: skip
    return type("WebhookForm", (RecordForm,), fields)(*args, **kwargs)


def mine(request: Any, pk: UUID) -> Subscription:
    """Return a webhook of the reader; nobody else has any business with it."""
    found = Subscription.objects.filter(owner=request.person, pk=pk).first()
    if found is None:
        raise Http404
    return found


@login_required
def index(request: Any) -> HttpResponse:
    """Show my webhooks, and take a new one."""
    form, status = form_for(request, request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = webhooks.subscribe(request.person, **form.cleaned_data)
            except Refused as refusal:
                form.problems(refusal)
            else:
                return show(request, made, webhooks.secret_of(made), 201)
    rows = Subscription.objects.filter(owner=request.person).order_by("id")
    return render(request, "registers/webhooks.html", {"form": form, "rows": rows}, status=status)


@login_required
@require_GET
def detail(request: Any, pk: UUID) -> HttpResponse:
    """Show one webhook and its latest deliveries."""
    return show(request, mine(request, pk))


def show(request: Any, found: Subscription, secret: str = "", status: int = 200) -> HttpResponse:
    """Draw the page of a webhook; the secret is on it once, right after it was made."""
    names = [registers[kind].model._meta.verbose_name_plural for kind in found.kinds if kind in registers]
    context = {
        "webhook": found, "secret": secret, "kinds": names, "verbs": [webhooks.VERBS[v] for v in found.verbs],
        "deliveries": found.deliveries.order_by("-id")[:SHOWN],
    }  # fmt: skip
    response = render(request, "registers/webhook.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def act(request: Any, pk: UUID, deed: str) -> HttpResponse:
    """Stop, start, renew the secret, or remove."""
    found = mine(request, pk)
    if deed == "renew":
        return show(request, found, webhooks.renew_secret(request.person, found))
    if deed == "remove":
        webhooks.end(request.person, found)
        messages.success(request, _("The webhook was removed."))
        return redirect("webhooks:list")
    if deed not in ("start", "stop"):
        raise Http404
    webhooks.alter(request.person, found, active=deed == "start")
    messages.success(request, _("The webhook is active.") if found.active else _("The webhook rests."))
    return redirect("webhooks:detail", pk=pk)


@login_required
@require_POST
def again(request: Any, pk: UUID, delivery: UUID) -> HttpResponse:
    """Send a message once more."""
    found = Delivery.objects.filter(subscription=mine(request, pk), pk=delivery).first()
    if found is None:
        raise Http404
    deliveries.redeliver(request.person, found)
    messages.success(request, _("The message will be sent again."))
    return redirect("webhooks:detail", pk=pk)


urlpatterns = [
    path("", index, name="list"),
    path("<uuid:pk>/", detail, name="detail"),
    path("<uuid:pk>/again/<uuid:delivery>/", again, name="again"),
    path("<uuid:pk>/<slug:deed>/", act, name="act"),
]
