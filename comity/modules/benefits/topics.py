"""What benefits tell people."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.notices.declare import Topic

LABEL = _("Benefits I answer for")
OPENED = Topic("benefits.opened", LABEL, _("A promised benefit is to be measured by %(due)s: %(title)s"))
OVERDUE = Topic("benefits.overdue", LABEL, _("The measurement of a benefit was due on %(due)s: %(title)s"))
RETURNED = Topic("benefits.returned", LABEL, _("%(reference)s was returned: %(title)s"))
VERIFIED = Topic("benefits.verified", LABEL, _("%(reference)s was verified: %(title)s"))
