"""The addresses of governance's own pages; those of its registers come from their declaration."""

from django.urls import path

from .views import freedom, matrix, mine, picture, route

app_name = "governance"
urlpatterns = [
    path("", matrix.page, name="matrix"),
    path("matrix.csv", matrix.as_csv, name="matrix-csv"),
    path("freedom/", freedom.page, name="freedom"),
    path("freedom.csv", freedom.as_csv, name="freedom-csv"),
    path("picture/", picture.page, name="picture"),
    path("route/", route.page, name="route"),
    path("mine/", mine.page, name="mine"),
]
