"""The addresses of the desk's own pages; those of its registers come from their declaration."""

from django.urls import path

from .jobs import IncidentLog
from .views import agents, asking, attainment, matters, time

app_name = "desk"
urlpatterns = [
    path("", asking.catalogue, name="catalogue"),
    path("offering/<slug:code>/", asking.offering, name="offering"),
    path("offering/<slug:code>/ask/", asking.ask, name="ask"),
    path("report/", asking.report, name="report"),
    path("drafts/", asking.drafts, name="drafts"),
    path("mine/", matters.mine, name="mine"),
    path("mine/<uuid:pk>/", matters.one, name="mine-one"),
    path("mine/<uuid:pk>/answer/", matters.say, name="say"),
    path("mine/<uuid:pk>/confirm/", matters.confirm, name="confirm"),
    path("mine/<uuid:pk>/reopen/", matters.reopen, name="reopen"),
    path("mine/<uuid:pk>/cancel/", matters.cancel, name="cancel"),
    path("mine/<uuid:pk>/rate/", matters.rate, name="rate"),
    path("queue/", agents.queue, name="queue"),
    path("queue/next/", agents.take_next, name="take-next"),
    path("tickets/<uuid:pk>/time/", time.why, name="time"),
    path("attainment/", attainment.page, name="attainment"),
    path("attainment.csv", attainment.as_csv, name="attainment-csv"),
    *IncidentLog.urls("import/"),
]
