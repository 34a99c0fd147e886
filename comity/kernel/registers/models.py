"""What registers keep of their own: saved views and runs of an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..base.ids import uuid7
from ..base.models import Tracked
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


class Subscription(Tracked):
    """Where a person's program wants to be told of changes; it is told only what that person may see.

    Its secret is not stored: it is made from the installation's key, this row and `serial` (see `webhooks`).
    """

    natural_key = ("id",)
    label_field = "url"
    party_rights = {"owner": frozenset({"view", "add", "change", "remove"})}  # noqa: RUF012

    owner = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("owner"), related_name="+")
    url = models.CharField(_("address"), max_length=500)
    kinds = models.JSONField(_("registers"), default=list)
    verbs = models.JSONField(_("what happens"), default=list, blank=True)
    active = models.BooleanField(_("active"), default=True)
    serial = models.PositiveIntegerField(default=1)

    class Meta(Tracked.Meta):
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        indexes = [models.Index(fields=["active"]), models.Index(fields=["owner", "id"])]

    def __str__(self) -> str:
        return self.url

    def clean(self) -> None:
        from .webhooks import check_url

        super().clean()
        check_url(self.url)


class Delivery(models.Model):
    """One message to a subscriber: written with the change, made and sent later by a job."""

    WAITING, SENT, FAILED, WITHHELD = "waiting", "sent", "failed", "withheld"
    STATES = (
        (WAITING, _("Waiting")),
        (SENT, _("Delivered")),
        (FAILED, _("Failed")),
        (WITHHELD, _("Withheld: the owner may not see it")),
    )

    id = models.UUIDField(primary_key=True, default=uuid7)
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    event = models.UUIDField()
    kind = models.CharField(_("register"), max_length=60)
    verb = models.CharField(_("what"), max_length=40)
    object_id = models.UUIDField()
    comment_id = models.UUIDField(null=True)
    at = models.DateTimeField(_("when"), default=now)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=WAITING)
    next_at = models.DateTimeField(default=now)
    tries = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=250, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["subscription", "-id"], name="delivery_of"),
            models.Index(fields=["next_at"], name="delivery_due", condition=models.Q(state="waiting")),
            models.Index(fields=["ended_at"], name="delivery_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.verb}"
