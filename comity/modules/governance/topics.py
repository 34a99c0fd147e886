"""What governance tells people."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.notices.declare import Topic

LABEL = _("My seats")
SEATED = Topic("governance.seated", LABEL, _("You hold a seat in “%(body)s” from %(day)s."))
LEFT = Topic("governance.left", LABEL, _("Your seat in “%(body)s” ends on %(day)s."))
REMOVED = Topic("governance.removed", LABEL, _("Your seat in “%(body)s” was taken out of the register."))
