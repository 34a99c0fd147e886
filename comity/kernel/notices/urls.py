"""The addresses of this package."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.index, name="list"),
    path("read/", views.read_all, name="read-all"),
    path("preferences/", views.preferences, name="preferences"),
    path("leave/<str:token>/", views.leave, name="leave"),
    path("<uuid:pk>/", views.go, name="go"),
]
