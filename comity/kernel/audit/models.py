"""The tables of the journal."""

import hashlib
from typing import ClassVar

import orjson
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..base.ids import uuid7


class Stream(models.Model):
    """The head of one node's journal: number and hash of its last sealed entry."""

    name = models.CharField(max_length=20, primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        default_permissions = ()


class Entry(models.Model):
    """One thing that happened. `seq` and `hash` are empty until the transaction seals it.

    `at` is when it was recorded, `happened_at` when it took place: the two differ only for history
    loaded from another system. `before` and `after` are canonical JSON of the fields that changed.
    """

    kept: ClassVar[tuple[str, ...]] = ("seq", "hash")

    id = models.UUIDField(primary_key=True, default=uuid7)
    stream = models.CharField(max_length=20)
    seq = models.BigIntegerField(_("number"), null=True)
    at = models.DateTimeField(_("recorded"))
    happened_at = models.DateTimeField(_("when"))
    person_id = models.UUIDField(null=True)
    actor = models.CharField(_("who"), max_length=140)
    kind = models.CharField(_("register"), max_length=60)
    object_id = models.UUIDField()
    verb = models.CharField(_("what"), max_length=40)
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True, default="")
    reason = models.TextField(_("reason"), blank=True, default="")
    request_id = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        default_permissions = ()
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["object_id", "id"]),
            models.Index(fields=["person_id", "id"]),
        ]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="audit_entry_place")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq} {self.kind} {self.verb}"

    def digest(self, seq: int, previous: str) -> str:
        """Return the SHA-256 of this entry at place `seq` after the entry with hash `previous`."""
        content = [
            previous, self.stream, seq, self.id, self.at, self.happened_at, self.person_id, self.actor, self.kind,
            self.object_id, self.verb, self.before, self.after, self.reason, self.request_id,
        ]  # fmt: skip
        return hashlib.sha256(orjson.dumps(content)).hexdigest()

    @property
    def changes(self) -> dict[str, tuple[object, object]]:
        """Return {field: (before, after)}."""
        before, after = orjson.loads(self.before or "{}"), orjson.loads(self.after or "{}")
        return {name: (before.get(name), after.get(name)) for name in {**before, **after}}
