"""What the portfolio tells people; one topic for each outcome, because its sentence is translated as a whole."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.notices.declare import Topic

LABEL = _("My business cases")
DRAFT = Topic("portfolio.sent_back", LABEL, _("%(reference)s came back to you: %(title)s"))
REVIEWED = Topic("portfolio.reviewed", LABEL, _("%(reference)s was found in order: %(title)s"))
ENDORSED = Topic("portfolio.endorsed", LABEL, _("%(reference)s was endorsed: %(title)s"))
TABLED = Topic("portfolio.tabled", LABEL, _("%(reference)s is on the agenda: %(title)s"))
APPROVED = Topic("portfolio.approved", LABEL, _("%(reference)s was approved: %(title)s"))
CONDITIONS = Topic("portfolio.conditions", LABEL, _("%(reference)s was approved with conditions: %(title)s"))
DEFERRED = Topic("portfolio.deferred", LABEL, _("%(reference)s was deferred: %(title)s"))
REJECTED = Topic("portfolio.rejected", LABEL, _("%(reference)s was rejected: %(title)s"))
RETURNED = Topic("portfolio.returned", LABEL, _("%(reference)s was returned for a new version: %(title)s"))
LAPSED = Topic("portfolio.lapsed", LABEL, _("%(reference)s has lapsed: %(title)s"))
BOUND = _("Conditions of approved cases")
SOON = Topic("portfolio.soon", BOUND, _("%(reference)s lapses on %(day)s unless this is met: %(condition)s"))
UNMET = Topic(
    "portfolio.unmet", BOUND, _("%(reference)s has lapsed, because this was not met: %(condition)s")
)
AT_RISK = Topic(
    "portfolio.at_risk", BOUND, _("%(reference)s is delivered, and this was not met: %(condition)s")
)
BY_STATE = {
    "draft": DRAFT,
    "reviewed": REVIEWED,
    "endorsed": ENDORSED,
    "tabled": TABLED,
    "approved": APPROVED,
    "approved_with_conditions": CONDITIONS,
    "deferred": DEFERRED,
    "rejected": REJECTED,
    "returned": RETURNED,
    "lapsed": LAPSED,
}
