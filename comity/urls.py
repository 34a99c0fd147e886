"""The addresses of the whole house: each kernel package and module brings its own."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from comity.kernel.registers.finding import page as search_page
from comity.kernel.registers.home import home
from comity.kernel.registers.journal_page import page as journal_page
from comity.kernel.registers.urls import urlpatterns as register_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("search/", search_page, name="search"),
    path("journal/", journal_page, name="journal"),
]
for card in apps.get_app_configs():
    if (
        card.name.startswith("comity.")
        and card.name != "comity.kernel.registers"
        and find_spec(f"{card.name}.urls")
    ):
        prefix = getattr(import_module(f"{card.name}.urls"), "prefix", f"{card.label}/")
        urlpatterns.append(path(prefix, include(f"{card.name}.urls")))
urlpatterns += register_urls()
urlpatterns.append(path("api/", include("comity.kernel.registers.api.urls")))
urlpatterns.append(path("webhooks/", include("comity.kernel.registers.webhook_pages")))
