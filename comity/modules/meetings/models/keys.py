"""The secret in the address of a person's calendar feed."""

from secrets import token_urlsafe

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.moment import now


def fresh() -> str:
    return token_urlsafe(24)


class FeedKey(models.Model):
    """Who knows the key may read when and where its person meets; a new key closes the old address."""

    person = models.OneToOneField(
        "people.Person", models.CASCADE, verbose_name=_("person"), related_name="+", primary_key=True
    )
    key = models.CharField(max_length=64, unique=True, default=fresh)
    created_at = models.DateTimeField(default=now)

    class Meta:
        default_permissions = ()
