"""The addresses of the portfolio's own pages; those of its registers come from their declaration."""

from django.urls import path

from .jobs import InitiativeList
from .views import case, overview, rationalisation, story

app_name = "portfolio"
urlpatterns = [
    path("", overview.page, name="overview"),
    path("portfolio.csv", overview.as_csv, name="overview-csv"),
    path("road-map/", story.roadmap, name="roadmap"),
    path("road-map.csv", story.roadmap_csv, name="roadmap-csv"),
    path("story/<uuid:pk>/", story.page, name="story"),
    path("case/<uuid:pk>/", case.page, name="whole-case"),
    path("case/<uuid:pk>/trace.csv", case.trace, name="trace"),
    path("case/<uuid:pk>/renew/", case.renew, name="renew"),
    path("duplicates/", rationalisation.page, name="rationalisation"),
    path("duplicates/propose/", rationalisation.propose, name="propose-merger"),
    *InitiativeList.urls("bring/"),
]
