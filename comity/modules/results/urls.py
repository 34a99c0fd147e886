"""The addresses of the pages of results; those of its registers come from their declaration."""

from django.urls import path

from .views import overview, trend

app_name = "results"
urlpatterns = [
    path("", overview.page, name="overview"),
    path("overview.csv", overview.as_csv, name="overview-csv"),
    path("trend/<uuid:pk>/", trend.page, name="trend"),
    path("trend/<uuid:pk>.csv", trend.as_csv, name="trend-csv"),
]
