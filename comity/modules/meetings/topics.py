"""What meetings tell people."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.notices.declare import Topic

CALLED = Topic(
    "meetings.called",
    _("I am called to a meeting"),
    _("%(body)s meets on %(moment)s: %(reference)s %(title)s"),
)
CANCELLED = Topic(
    "meetings.cancelled", _("A meeting is cancelled"), _("%(reference)s is cancelled: %(title)s")
)
VOTE = Topic("meetings.vote", _("I am asked to vote"), _("%(body)s asks for your vote: %(title)s"))
SIGN = Topic(
    "meetings.sign",
    _("A decision waits for my signature"),
    _("%(reference)s waits for your signature: %(title)s"),
)
DECIDED = Topic(
    "meetings.decided", _("A body decided on my matter"), _("%(body)s decided on %(reference)s: %(title)s")
)
CONDITION = Topic(
    "meetings.condition",
    _("A condition of a decision falls due"),
    _("A condition of %(reference)s is due: %(title)s"),
)
ACTION = Topic(
    "meetings.action", _("A meeting asks me to do something"), _("%(reference)s is yours: %(title)s")
)
OVERDUE = Topic(
    "meetings.overdue", _("What I had to do is overdue"), _("%(reference)s is overdue: %(title)s")
)
DEADLINE = Topic(
    "meetings.deadline",
    _("The deadline of a written procedure has passed"),
    _("Votes are in for %(reference)s: %(title)s"),
)
REVIEW = Topic(
    "meetings.review",
    _("A decision is to be reviewed"),
    _("The day to review %(reference)s has come: %(title)s"),
)
