"""The addresses of the pages of meetings; those of its registers come from their declaration."""

from django.urls import path

from .views import voting

app_name = "meetings"
prefix = ""  # the public face has an address of its own: /decisions/
urlpatterns = [
    path("meetings/vote/<uuid:pk>/", voting.vote, name="vote"),
]
