"""How a list of initiatives from elsewhere is read: a mapping kept as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Tracked
from comity.kernel.people.models import code_validator


class Mapping(Tracked):
    """Which column of a foreign list says what, and what its words mean here.

    `columns` is {field: column}; `constants` are values for every line; `words` is {field: {their word: ours}};
    `costs` is a list of {column, year, phase, pool, fund, factor} from which cost lines are made.
    """

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = models.CharField(_("name"), max_length=120)
    columns = models.JSONField(_("columns"), default=dict)
    constants = models.JSONField(_("for every line"), default=dict, blank=True)
    words = models.JSONField(_("words"), default=dict, blank=True)
    costs = models.JSONField(_("amounts"), default=list, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("mapping of a list of initiatives")
        verbose_name_plural = _("mappings of lists of initiatives")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"
