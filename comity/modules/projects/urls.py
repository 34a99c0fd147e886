"""The addresses of the own pages of delivery; those of its registers come from their declaration."""

from django.urls import path

from .jobs import InvestmentList, PlanFile
from .views import earned, overview, plans

app_name = "projects"
urlpatterns = [
    path("road-map/", overview.roadmap, name="roadmap"),
    path("road-map.csv", overview.roadmap_csv, name="roadmap-csv"),
    path("declared-and-computed/", overview.health, name="health"),
    path("declared-and-computed.csv", overview.health_csv, name="health-csv"),
    *InvestmentList.urls("investments/"),
    path("<uuid:pk>/gantt/", plans.gantt, name="gantt"),
    path("<uuid:pk>/gantt.csv", plans.gantt_csv, name="gantt-csv"),
    path("<uuid:pk>/plan.xml", plans.plan_xml, name="plan-xml"),
    *PlanFile.urls("<uuid:of>/plan/"),
    path("<uuid:pk>/earned-value/", earned.page, name="earned"),
    path("<uuid:pk>/earned-value.csv", earned.as_csv, name="earned-csv"),
]
