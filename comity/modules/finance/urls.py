"""The addresses of finance's own pages; those of its registers come from their declaration."""

from django.urls import path

from .views import headroom

app_name = "finance"
urlpatterns = [
    path("headroom/", headroom.page, name="headroom"),
    path("headroom.csv", headroom.as_csv, name="headroom-csv"),
]
