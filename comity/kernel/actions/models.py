"""What the write path keeps of its own: reference counters and the conversation on a record."""

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from ..base.models import Tracked


class Counter(models.Model):
    """The last number given for a prefix in a year, at this node."""

    key = models.CharField(max_length=40, primary_key=True)
    last = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    @classmethod
    def take(cls, prefix: str, year: int, count: int = 1) -> list[str]:
        """Give the next `count` references, such as INC-HQ-2026-000123; the node says who gave them."""
        key = f"{prefix}-{settings.COMITY_NODE}-{year}"
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO actions_counter (key, last) VALUES (%s, %s) "
                "ON CONFLICT (key) DO UPDATE SET last = actions_counter.last + excluded.last RETURNING last",
                [key, count],
            )
            last = cursor.fetchone()[0]
        return [f"{key}-{number:06}" for number in range(last - count + 1, last + 1)]


class Comment(Tracked):
    """Something said on a record; `internal` notes are for those who may read notes."""

    natural_key = ("id",)

    kind_of = models.CharField(_("register"), max_length=60)
    object_id = models.UUIDField(_("record"))
    author = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("author"), related_name="+", null=True
    )
    text = models.TextField(_("text"))
    internal = models.BooleanField(_("internal note"), default=False)

    class Meta(Tracked.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [models.Index(fields=["object_id", "id"])]

    def __str__(self) -> str:
        return self.text[:80]
