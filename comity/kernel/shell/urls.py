"""The addresses of the frame's own forms."""

from django.urls import path

from . import views

app_name = "shell"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
]
