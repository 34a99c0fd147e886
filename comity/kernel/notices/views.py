"""The page of notices, and what a person wishes about them."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..people.models import Person
from .forms import PreferenceForm
from .models import Notice, NoticePreference
from .post import SALT
from .sight import still_visible
from .tell import read, unread_count
from .words import sentence

SHOWN = 50


def _mine(request: Any) -> Any:
    return Notice.objects.filter(person=request.person) if request.person else Notice.objects.none()


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the newest notices about what the reader may still see; those of one record stand together."""
    person: Any = request.person  # type: ignore[attr-defined]
    rows = _mine(request).order_by("-id")
    try:
        before = UUID(request.GET["before"]) if "before" in request.GET else None
    except ValueError as fault:
        raise Http404 from fault
    found = list((rows.filter(pk__lt=before) if before else rows)[: SHOWN + 1])
    shown = still_visible(found[:SHOWN], person)
    context = {
        "groups": [
            [(one, sentence(one)) for one in group] for _key, group in groupby(shown, key=lambda one: one.key)
        ],
        "unread": unread_count(person),
        "older": found[SHOWN - 1].pk if len(found) > SHOWN else None,
        "first": before is None,
    }
    return render(request, "notices/list.html", context)


@login_required
@require_GET
def go(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lead to the page a notice is about, and count it as read."""
    person: Any = request.person  # type: ignore[attr-defined]
    notice = get_object_or_404(_mine(request), pk=pk)
    read(person, notice)
    return redirect(notice.url or "notices:list")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Count every notice as read."""
    if request.person:  # type: ignore[attr-defined]
        read(request.person)  # type: ignore[attr-defined]
    return redirect("notices:list")


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Ask what the person wishes."""
    person: Any = request.person  # type: ignore[attr-defined]
    if person is None:
        raise Http404
    wish = NoticePreference.objects.filter(pk=person.pk).first() or NoticePreference(person=person)
    form = PreferenceForm(request.POST or None, instance=wish)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your wishes are kept."))
        return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"form": form}, status=422 if form.errors else 200)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End all mail for the person in the token: by hand, or by a mail program (RFC 8058).

    It needs no session, so the token alone is trusted and a form of another site could do nothing more.
    """
    try:
        person = get_object_or_404(Person, pk=UUID(signing.loads(token, salt=SALT)))
    except (signing.BadSignature, ValueError) as fault:
        raise Http404 from fault
    if request.method == "POST":
        NoticePreference.objects.update_or_create(person=person, defaults={"mail": False})
    return render(request, "notices/leave.html", {"done": request.method == "POST"})
