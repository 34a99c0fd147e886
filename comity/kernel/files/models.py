"""Stored contents, attachments and links."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..base.ids import uuid7
from ..base.models import Tracked
from ..base.moment import now


class Scan(models.TextChoices):
    """What the scanner says of a content."""

    QUARANTINED = "quarantined", _("Being checked")
    CLEAN = "clean", _("Checked, clean")
    INFECTED = "infected", _("Infected")
    UNSCANNED = "unscanned", _("Not checked for viruses")


class StoredFile(models.Model):
    """A content, once: its SHA-256 (hexadecimal), size in bytes, and type as found in the content itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField(_("size"))
    media_type = models.CharField(_("type"), max_length=100)
    scan = models.CharField(_("virus check"), max_length=12, choices=Scan)
    scan_note = models.CharField(max_length=200, blank=True, default="")
    scanned_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now)
    used_at = models.DateTimeField(default=now)

    class Meta:
        default_permissions = ()
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        indexes = [
            models.Index(
                fields=["id"],
                name="files_to_scan",
                condition=models.Q(scan__in=[Scan.QUARANTINED, Scan.UNSCANNED]),
            )
        ]

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def open_to_readers(self) -> bool:
        return self.scan in (Scan.CLEAN, Scan.UNSCANNED)


class Attachment(Tracked):
    """A file on a record. An `internal` one is for those who may read internal notes."""

    natural_key = ("id",)

    kind_of = models.CharField(_("register"), max_length=60)
    object_id = models.UUIDField(_("record"))
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("file"), related_name="attachments")
    name = models.CharField(_("name"), max_length=200)
    by = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=_("attached by"),
        null=True,
        blank=True,
        related_name="+",
    )
    internal = models.BooleanField(_("internal"), default=False)

    class Meta(Tracked.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [models.Index(fields=["object_id", "id"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:download", args=[self.pk])


class Relation(models.TextChoices):
    """How one record stands to another, read from the first to the second."""

    RELATED = "related", _("is related to")
    CAUSES = "causes", _("causes")
    DUPLICATES = "duplicates", _("duplicates")
    DEPENDS = "depends", _("depends on")
    PART = "part", _("is part of")
    REPLACES = "replaces", _("replaces")
    IMPLEMENTS = "implements", _("implements")
    ANSWERS = "answers", _("answers")


# The same words read from the second record to the first.
BACK = {
    Relation.RELATED: _("is related to"),
    Relation.CAUSES: _("is caused by"),
    Relation.DUPLICATES: _("is duplicated by"),
    Relation.DEPENDS: _("is needed by"),
    Relation.PART: _("consists of"),
    Relation.REPLACES: _("is replaced by"),
    Relation.IMPLEMENTS: _("is implemented by"),
    Relation.ANSWERS: _("is answered by"),
}


class Link(Tracked):
    """Two records that belong together though their modules do not know each other."""

    natural_key = ("from_id", "to_id", "relation")
    label_field = "relation"

    from_kind = models.CharField(_("from register"), max_length=60)
    from_id = models.UUIDField(_("from record"))
    to_kind = models.CharField(_("to register"), max_length=60)
    to_id = models.UUIDField(_("to record"))
    relation = models.CharField(_("relation"), max_length=20, choices=Relation, default=Relation.RELATED)
    note = models.CharField(_("note"), max_length=250, blank=True, default="")
    by = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("linked by"), null=True, blank=True, related_name="+"
    )

    class Meta(Tracked.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [models.Index(fields=["to_id", "id"])]
        constraints = [
            models.UniqueConstraint(fields=["from_id", "to_id", "relation"], name="files_link_once"),
            models.CheckConstraint(condition=~models.Q(from_id=models.F("to_id")), name="files_link_two"),
        ]

    def __str__(self) -> str:
        return f"{self.from_kind} {self.get_relation_display()} {self.to_kind}"

    def clean(self) -> None:
        super().clean()
        if self.from_id == self.to_id:
            raise ValidationError({"to_id": _("A record cannot be linked to itself.")})
        self.refuse_twice()

    def refuse_twice(self) -> None:
        """Refuse what is already said, also when it was said from the other side."""
        if self.relation == Relation.RELATED:
            turned = Link.objects.filter(from_id=self.to_id, to_id=self.from_id, relation=self.relation)
            if turned.exclude(pk=self.pk).exists():
                raise ValidationError({"to_id": _("These two records are already linked in this way.")})

    def seen_from(self, object_id: Any) -> tuple[str, str, Any]:
        """Return (relation in words, kind and key of the other record), seen from one of the two."""
        if object_id == self.from_id:
            return str(self.get_relation_display()), self.to_kind, self.to_id
        return str(BACK[Relation(self.relation)]), self.from_kind, self.from_id
