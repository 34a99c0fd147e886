"""The addresses of the pages of benefits; those of its register come from its declaration."""

from django.urls import path

from .views import overview

app_name = "benefits"
urlpatterns = [
    path("", overview.page, name="overview"),
    path("overview.csv", overview.as_csv, name="overview-csv"),
    path("twice/", overview.twice, name="twice"),
]
