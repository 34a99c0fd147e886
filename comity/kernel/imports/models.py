"""All faults of a run, kept as long as its job: the page shows the first of them, the file has all."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class FaultList(models.Model):
    """`lines` holds (line, column, kind, sentence, whether it was kept all the same) of each fault."""

    job = models.OneToOneField("jobs.Job", models.CASCADE, primary_key=True, related_name="+")
    lines = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.job_id)
