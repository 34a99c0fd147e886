"""The addresses of the pages of meetings; those of its registers come from their declaration."""

from django.urls import path

from .views import agenda, calendar, papers, public, voting

app_name = "meetings"
prefix = ""  # the public face has an address of its own: /decisions/
urlpatterns = [
    path("meetings/", calendar.page, name="calendar"),
    path("meetings/calendar/<str:key>.ics", calendar.feed, name="feed"),
    path("meetings/bodies/<str:code>.ics", calendar.of_body, name="body-feed"),
    path("meetings/vote/<uuid:pk>/", voting.vote, name="vote"),
    path("meetings/prepare/<uuid:pk>/", agenda.prepare, name="prepare"),
    path("meetings/propose/<str:kind>/<uuid:pk>/", agenda.propose, name="propose"),
    path("meetings/meetings/<uuid:pk>/attendance/", agenda.attendance, name="attendance"),
    path("meetings/meetings/<uuid:pk>/minutes.<slug:form>", papers.meeting_minutes, name="minutes"),
    path("meetings/agenda-items/<uuid:pk>/decide/", agenda.decide, name="decide"),
    path("meetings/agenda-items/<uuid:pk>/recuse/", agenda.recuse, name="recuse"),
    path("meetings/decisions/<uuid:pk>/sheet.<slug:form>", papers.decision_sheet, name="sheet"),
    path("meetings/decisions/<uuid:pk>/answers/", agenda.answer_advice, name="answer-advice"),
    path("decisions/", public.index, name="public-list"),
    path("decisions/feed.atom", public.atom, name="atom"),
    path("decisions/meetings.ics", public.calendar, name="public-calendar"),
    path("decisions/<str:reference>/", public.page, name="public"),
    path("decisions/<str:reference>/decision.jsonld", public.as_json, name="json-ld"),
    path("decisions/<str:reference>/akn.xml", public.as_akn, name="akn"),
]
