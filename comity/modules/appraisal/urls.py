"""The addresses of appraisal's own pages."""

from django.urls import path

from .views import calculator

app_name = "appraisal"
urlpatterns = [
    path("calculator/", calculator.page, name="calculator"),
    path("calculator.csv", calculator.trace, name="calculator-csv"),
]
