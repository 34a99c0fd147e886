"""The words a field may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Form(models.TextChoices):
    """How a body meets."""

    ORDINARY = "ordinary", _("Meeting")
    WRITTEN = "written", _("Written procedure")


class Presence(models.TextChoices):
    """How somebody takes part."""

    PRESENT = "present", _("Present")
    REMOTE = "remote", _("Present from afar")
    REPRESENTED = "represented", _("Represented")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


THERE = (Presence.PRESENT, Presence.REMOTE, Presence.REPRESENTED)


class Outcome(models.TextChoices):
    """What is decided."""

    APPROVED = "approved", _("Approved")
    CONDITIONS = "conditions", _("Approved with conditions")
    REJECTED = "rejected", _("Rejected")
    DEFERRED = "deferred", _("Deferred")
    RETURNED = "returned", _("Returned")
    REFERRED = "referred", _("Referred to another body")


# What an opinion says when its body only advises: the stance of the advice that is filed.
STANCES = {
    "approved": "support",
    "conditions": "conditions",
    "rejected": "oppose",
    "deferred": "neutral",
    "returned": "neutral",
    "referred": "neutral",
}


class Nature(models.TextChoices):
    """Whether a body decides or advises."""

    DECISION = "decision", _("Decision")
    OPINION = "opinion", _("Opinion")


class Method(models.TextChoices):
    """How a decision is reached."""

    VOTE = "vote", _("Vote")
    CONSENSUS = "consensus", _("Consensus")


class Choice(models.TextChoices):
    """What a ballot says."""

    YES = "yes", pgettext_lazy("vote", "Yes")
    NO = "no", pgettext_lazy("vote", "No")
    ABSTAIN = "abstain", pgettext_lazy("vote", "Abstention")
