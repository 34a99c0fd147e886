"""The addresses of the directory's own pages; those of its registers come from their declaration."""

from django.urls import path

from .views import chart, delegations, map, personnel, rights

app_name = "directory"
urlpatterns = [
    path("chart/", chart.page, name="chart"),
    path("chart.csv", chart.as_csv, name="chart-csv"),
    path("map/", map.page, name="map"),
    path("map/ground.svg", map.ground, name="ground"),
    path("map.csv", map.as_csv, name="map-csv"),
    path("personnel/", personnel.page, name="personnel"),
    path("personnel.csv", personnel.as_csv, name="personnel-csv"),
    path("rights/", rights.page, name="rights"),
    path("rights/mine/", rights.mine, name="mine"),
    path("rights/delegations/", delegations.page, name="delegations"),
    path("rights/delegations/<uuid:pk>/withdraw/", delegations.take_back, name="withdraw"),
]
