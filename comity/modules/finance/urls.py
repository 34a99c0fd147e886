"""The addresses of finance's own pages; those of its registers come from their declaration."""

from django.urls import path

from .jobs import ExpenseFile
from .views import deeds, headroom, spending, yearend

app_name = "finance"
urlpatterns = [
    path("headroom/", headroom.page, name="headroom"),
    path("headroom.csv", headroom.as_csv, name="headroom-csv"),
    path("year-end/", yearend.page, name="year-end"),
    path("spending/", spending.page, name="spending"),
    path("spending.csv", spending.as_csv, name="spending-csv"),
    path("envelopes/<uuid:pk>/record/<uuid:held>/", deeds.record, name="record"),
    path("movements/<uuid:pk>/reverse/", deeds.undo, name="reverse"),
    *ExpenseFile.urls("import/"),
]
