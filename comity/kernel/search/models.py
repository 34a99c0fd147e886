"""The outbox that followers read, and how far each node has read it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.moment import now


class CurrentTransaction(models.Func):
    """The number of the writing transaction: rows are read in the order in which they become visible.

    On PostgreSQL a row with a smaller `seq` may commit later; the transaction number and the snapshot
    tell which rows can no longer be preceded. SQLite has one writer, so `seq` alone is in order there.
    """

    template = "0"
    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return "((pg_current_xact_id())::text)::bigint", []


class SearchChange(models.Model):
    """Something changed: the follower loads its present state. Written in the transaction of the change."""

    class Why(models.TextChoices):
        WRITE = "write", _("written")
        DELETE = "delete", _("deleted")
        RIGHTS = "rights", _("opened to more readers")
        NARROW = "narrow", _("closed to some readers")

    seq = models.BigAutoField(primary_key=True)
    xact = models.BigIntegerField(db_default=CurrentTransaction())
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    why = models.CharField(max_length=6, choices=Why)
    at = models.DateTimeField(default=now)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["xact", "seq"], name="search_change_order"),
            models.Index(
                fields=["seq"],
                name="search_change_closing",
                condition=models.Q(why__in=["delete", "narrow"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.why} {self.kind}:{self.object_id}"


class IndexNode(models.Model):
    """A web node with an index of its own, and the last outbox row that its index holds."""

    name = models.CharField(max_length=120, primary_key=True)
    xact = models.BigIntegerField(default=0)
    seq = models.BigIntegerField(default=0)
    pipeline = models.CharField(max_length=40)
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
