"""What norms tells people; one topic for each outcome, because its sentence is translated as a whole."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.notices.declare import Topic

LABEL = _("My exceptions")
ASSESSED = Topic(
    "norms.assessed", LABEL, _("%(reference)s was assessed and waits for the decision: %(title)s")
)
GRANTED = Topic("norms.granted", LABEL, _("%(reference)s was granted until %(until)s: %(title)s"))
REFUSED = Topic("norms.refused", LABEL, _("%(reference)s was refused: %(title)s"))
EXPIRED = Topic(
    "norms.expired", LABEL, _("%(reference)s has expired; ask for its renewal if it is needed: %(title)s")
)
REVOKED = Topic("norms.revoked", LABEL, _("%(reference)s was revoked: %(title)s"), urgent=True)
BY_STATE = {
    "assessed": ASSESSED,
    "granted": GRANTED,
    "refused": REFUSED,
    "expired": EXPIRED,
    "revoked": REVOKED,
}
