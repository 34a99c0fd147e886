"""What registers keep of their own: saved views and runs of an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..base.ids import uuid7
from ..base.moment import now


class SavedView(models.Model):
    """A list as a person likes it: a name and the query string behind it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)
    created_at = models.DateTimeField(default=now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "kind", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """A file that somebody brought: read, compared (dry run), then applied as a whole or not at all."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, db_index=True)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    report = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=now)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Reply(models.Model):
    """The answer that a POST with an idempotency key got, written with its effect and kept for a day."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="reply_once")]

    def __str__(self) -> str:
        return self.key
