"""What delivery tells people."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.notices.declare import Topic

LABEL = _("My projects")
AUTHORISED = Topic("projects.authorised", LABEL, _("%(reference)s is authorised: %(title)s"))
MANAGED = Topic("projects.managed", LABEL, _("You manage %(reference)s: %(title)s"))
DECIDED = Topic("projects.decided", LABEL, _("%(reference)s was decided: %(title)s (%(state)s)"))
LATE_RATING = Topic(
    "projects.gap", LABEL, _("%(reference)s is declared healthier than its figures say: %(title)s")
)
