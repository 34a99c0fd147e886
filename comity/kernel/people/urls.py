"""Addresses of sign-in and of the pages about oneself; ours come first, allauth's fill the rest."""

from django.urls import include, path

from . import views

prefix = "account/"
ours = [
    path("profile/", views.profile, name="profile"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/add/", views.token_add, name="token_add"),
    path("tokens/<uuid:pk>/revoke/", views.token_revoke, name="token_revoke"),
    path("demo/<uuid:pk>/", views.demo, name="demo"),
]
urlpatterns = [
    path("", include((ours, "people"))),
    path("login/", views.sign_in, name="account_login"),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("signup/", views.gone, name="account_signup"),
    path("email/", views.gone, name="account_email"),
    path("confirm-email/", views.gone, name="account_email_verification_sent"),
    path("", include("allauth.urls")),
]
