"""The addresses of selection's own pages; those of its registers come from their declaration."""

from django.urls import path

from .views import answers, assessing, instances, what_if

app_name = "selection"
urlpatterns = [
    path("what-if/", what_if.page, name="what-if"),
    path("what-if.csv", what_if.as_csv, name="what-if-csv"),
    path("answer/<uuid:pk>/", answers.page, name="answer"),
    path("answer/<uuid:pk>.csv", answers.as_csv, name="answer-csv"),
    path("compare/", answers.compare, name="compare"),
    path("assess/", assessing.page, name="assess"),
    path("assess/<uuid:pk>/", assessing.one, name="assess-one"),
    path("load/", instances.load, name="load"),
]
