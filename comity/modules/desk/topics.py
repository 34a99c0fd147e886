"""The kinds of news that the desk has."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.notices.declare import Topic

ASSIGNED = Topic("desk.assigned", _("Work is given to me"), _("%(reference)s is yours: %(title)s"))
QUESTION = Topic(
    "desk.question",
    _("The desk asks me something"),
    _("We need an answer from you about %(reference)s: %(title)s"),
)
RESOLVED = Topic(
    "desk.resolved",
    _("What I asked for is solved"),
    _("Is it solved? Please confirm %(reference)s: %(title)s"),
)
COMMENT = Topic(
    "desk.comment", _("Somebody writes on my matters"), _("%(who)s wrote on %(reference)s: %(title)s")
)
REOPENED = Topic(
    "desk.reopened",
    _("Something I solved is open again"),
    _("%(reference)s is not solved and is open again: %(title)s"),
)
SOON = Topic(
    "desk.soon", _("A promised time comes near"), _("Little time is left for %(reference)s: %(title)s")
)
LATE = Topic("desk.late", _("A promised time has passed"), _("%(reference)s is late: %(title)s"), urgent=True)
