"""Notices, the mail that carries them, and what each person wishes."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..base.ids import uuid7
from ..base.moment import now


class Mail(models.Model):
    """One message, finished in the reader's language; a job sends it and tries again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, verbose_name=_("to"), related_name="+")
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField()
    html = models.TextField()
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        indexes = [models.Index(fields=["created_at"], name="notices_mail_age")]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """One thing that one person is told. `topic` and `values` become a sentence when it is read.

    `key` groups what belongs together. `mail_at` is when it should be in a mail at the latest (None:
    never), `mailed_at` when it was gathered into one. `hidden` notices are about a record that the
    person may no longer see.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    topic = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    kind = models.CharField(max_length=60, blank=True, default="")
    object_id = models.UUIDField(null=True)
    key = models.CharField(max_length=120)
    url = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)
    hidden = models.BooleanField(default=False)
    mail_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="notices")

    class Meta:
        default_permissions = ()
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["person", "id"], name="notices_of_person"),
            models.Index(
                fields=["person"], name="notices_unread", condition=models.Q(read_at=None, hidden=False)
            ),
            models.Index(
                fields=["mail_at"],
                name="notices_to_mail",
                condition=models.Q(mailed_at=None, mail_at__isnull=False),
            ),
            models.Index(fields=["created_at"], name="notices_age"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class NoticePreference(models.Model):
    """How a person wants to be told; who has no row takes mail soon, at any hour."""

    person = models.OneToOneField("people.Person", models.CASCADE, primary_key=True, related_name="+")
    mail = models.BooleanField(_("send me mail"), default=True)
    without = models.JSONField(default=list)  # codes of topics that are not mailed
    digest = models.BooleanField(_("one mail a day"), default=False)
    digest_at = models.TimeField(_("at"), default=time(8))
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True)
    quiet_to = models.TimeField(_("until"), null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.person_id)
