"""What finance tells people."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.notices.declare import Topic

LABEL = _("My envelope proposals")
BY_STATE = {
    "approved": Topic("finance.approved", LABEL, _("%(reference)s was approved: %(title)s")),
    "rejected": Topic("finance.rejected", LABEL, _("%(reference)s was rejected: %(title)s")),
    "deferred": Topic("finance.deferred", LABEL, _("%(reference)s was deferred: %(title)s")),
}
