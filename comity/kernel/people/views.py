"""The pages about oneself: sign-in, profile, sessions, personal tokens."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import devices
from .accounts import Account, Token
from .checks import demo_is_open
from .forms import PreferencesForm, TokenForm
from .models import homes_of
from .powers import called, powers

SHOWN = 8  # kinds of user offered at once; the others stand behind "more"


class SignIn(LoginView):
    """The sign-in page, with the cast of the demonstration where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cast = (
            list(Account.objects.filter(demo=True, is_active=True).order_by("pk")) if demo_is_open() else []
        )
        return super().get_context_data(**kwargs) | {"cast": cast[:SHOWN], "more": cast[SHOWN:]}


sign_in = SignIn.as_view()


@require_POST
def demo(request: Any, pk: Any) -> HttpResponse:
    """Enter as one of the cast, without a password; without a demonstration there is no such page."""
    account = Account.objects.filter(pk=pk, demo=True, is_active=True).first() if demo_is_open() else None
    if account is None:
        raise Http404
    wish = get_next_redirect_url(request)
    if request.user.is_authenticated:
        get_adapter().logout(request)
    record_authentication(request, account, "demo")
    return perform_login(request, Login(user=account, redirect_url=wish))


def gone(request: HttpRequest) -> HttpResponse:
    """Answer for pages of allauth that this house does not offer: open sign-up and addresses of one's own."""
    return render(request, "people/gone.html", status=404)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Any) -> HttpResponse:
    """Show who one is here, and let one say how one likes to read."""
    account = request.user
    # A form that is refused must not have changed the account this very page is drawn for.
    form = PreferencesForm(request.POST or None, instance=Account.objects.get(pk=account.pk))
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=form._meta.fields)
        messages.success(request, _("Your preferences are saved."))
        return redirect("people:profile")
    kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    context = {
        "form": form,
        "homes": list(homes_of(request.person).order_by("unit__path")) if request.person else [],
        "powers": powers(request.scope),
        "kinds": kinds,
        "tokens": account.tokens.filter(revoked_at=None).count(),
    }
    return render(request, "people/profile.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: Any) -> HttpResponse:
    """List where one is signed in; end one session, all others, or all."""
    if request.method == "POST":
        said = request.POST.get("end", "")
        if said == "everywhere":
            devices.end_all(request)
            get_adapter().logout(request)
            messages.success(request, _("You are signed out everywhere."))
            return redirect("account_login")
        if said == "others":
            devices.end_others(request)
            messages.success(request, _("All other sessions have ended."))
        elif said.isascii() and said.isdigit() and len(said) < 19 and devices.end_one(request, int(said)):
            messages.success(request, _("That session has ended."))
        return redirect("usersessions_list")
    return render(request, "usersessions/usersession_list.html", {"sessions": devices.sessions_of(request)})


@login_required
@never_cache
@require_safe
def tokens(request: Any) -> HttpResponse:
    """List one's personal tokens, living ones first."""
    mine = list(request.user.tokens.order_by("-created_at")[:200])
    rows = [{"token": token, "scopes": scopes_in_words(token.scopes)} for token in mine]
    rows.sort(key=lambda row: not row["token"].living)
    return render(request, "people/tokens.html", {"rows": rows})


@login_required
@never_cache
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def token_add(request: Any) -> HttpResponse:
    """Make a personal token and show its secret, once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        token, secret = Token.issue(request.user, said["name"], form.scopes, said["days"])
        words = scopes_in_words(token.scopes)
        # Shown in the answer itself: nothing keeps the secret, not even for the time of a redirection.
        return render(request, "people/token_made.html", {"token": token, "secret": secret, "scopes": words})
    return render(request, "people/token_add.html", {"form": form})


@login_required
@require_POST
@reauthentication_required
def token_revoke(request: Any, pk: Any) -> HttpResponse:
    """End a token of one's own."""
    token = get_object_or_404(request.user.tokens, pk=pk)
    token.revoke()
    messages.success(
        request,
        _("The token “%(name)s” is revoked. Programs that use it are refused from now on.")
        % {"name": token.name},
    )
    return redirect("people:tokens")


def scopes_in_words(scopes: list[str]) -> list[str]:
    """Say what the scopes of a token allow."""
    whole = {"read": _("Reads whatever you may read"), "write": _("Reads and changes whatever you may")}
    part = {"read": _("Reads %(register)s"), "write": _("Reads and changes %(register)s")}
    said = []
    for scope in scopes:
        verb, _colon, kind = scope.partition(":")
        said.append(part[verb] % {"register": called(kind)} if kind else whole[verb])
    return said
