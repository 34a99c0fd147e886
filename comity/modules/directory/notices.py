"""What people are told about the rights they are given."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.notices.declare import Topic

RECEIVED = Topic(
    "directory.delegated",
    _("Rights delegated to me"),
    _("%(who)s delegated a right to you until %(until)s."),
)
WITHDRAWN = Topic(
    "directory.withdrawn",
    _("Rights no longer delegated to me"),
    _("%(who)s took back a right that had been delegated to you."),
)
