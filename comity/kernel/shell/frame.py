"""What every page is told about its reader: menu, languages, theme, direction, notices."""

from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language, get_language_bidi, gettext

from . import menu
from .moments import place_words

THEMES = ("auto", "light", "dark")
DENSITIES = ("comfortable", "compact")
NATIVE = {
    "ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh-hans": "中文",
}  # fmt: skip
"""How each language names itself: who cannot read this page must still find the way out of it."""


@lru_cache(maxsize=32)
def _kept(template: str, language: str) -> SafeString:
    """Render a piece that is the same on every page of a language, once."""
    return mark_safe(get_template(template).render({}))  # noqa: S308  a template of ours


class Frame:
    """The frame for one request. Everything is asked for only when the template uses it."""

    def __init__(self, request: HttpRequest):
        self.request: Any = request
        self.organisation = str(settings.COMITY_ORGANISATION)
        self.debug: bool = settings.DEBUG

    @cached_property
    def person(self) -> Any:
        """Return the reader, or None for a stranger."""
        return getattr(self.request, "person", None)

    @cached_property
    def language(self) -> str:
        """Return the language of the page, as HTML writes it: zh-Hans."""
        return (get_language() or "en").replace("zh-hans", "zh-Hans")

    @property
    def direction(self) -> str:
        return "rtl" if get_language_bidi() else "ltr"

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        """Return the languages to choose from, each named in itself."""
        now = get_language()
        return [
            {
                "code": code,
                "html": code.replace("hans", "Hans"),
                "label": NATIVE.get(code, name),
                "current": code == now,
            }
            for code, name in settings.LANGUAGES
        ]

    def _wish(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return a preference from the account, else from the cookie, else the first allowed."""
        account = getattr(self.request, "user", None)
        wish = getattr(account, name, "") if self.person else self.request.COOKIES.get(name, "")
        return wish if wish in allowed else allowed[0]

    @cached_property
    def theme(self) -> str:
        return self._wish("theme", THEMES)

    @cached_property
    def density(self) -> str:
        return self._wish("density", DENSITIES)

    @cached_property
    def places(self) -> dict[str, str]:
        return menu.places()

    @cached_property
    def unread(self) -> int:
        return menu.count_unread(self.request) if self.person else 0

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        """Return the side menu: only what the reader may use."""
        return menu.groups_for(self.request.scope, self.request.path) if self.person else []

    @property
    def menu_html(self) -> SafeString:
        """Return the lines of the side menu; drawn by Jinja2, as it is the longest loop of the frame."""
        made = get_template("shell/menu.jinja", using="jinja2").render(
            {"groups": self.groups, "more": gettext("More")}
        )
        return mark_safe(made)  # noqa: S308  escaped by Jinja2

    def _piece(self, template: str) -> SafeString:
        """Return a piece without context; in development it is drawn anew, to follow its file."""
        return (_kept.__wrapped__ if self.debug else _kept)(template, self.language)

    @property
    def styles(self) -> SafeString:
        return self._piece("shell/styles.html")

    @property
    def aids(self) -> SafeString:
        """Return what the script shows: help sheet, kept drafts, a lost connection."""
        return self._piece("shell/aids.html")

    @property
    def person_items(self) -> list[dict[str, Any]]:
        return menu.person_items()

    @property
    def place(self) -> str:
        """Name the place whose time the page tells: times are said with their place."""
        return place_words(get_current_timezone_name())

    @property
    def here(self) -> str:
        """Return the address to come back to after a change of language or theme."""
        path: str = self.request.get_full_path() if self.request.method == "GET" else self.request.path
        return path


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template its `frame` (a context processor)."""
    return {"frame": Frame(request)}
