"""Mail: put down in the transaction of a change, made in the reader's language, sent by a job."""

from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from ..base.errors import Refused
from ..base.moment import now
from ..jobs.queue import enqueue
from ..jobs.reader import speaking_to
from ..people.models import Person
from .models import Mail

SALT = "comity.notices.leave"


def address() -> str:
    """Return the address of this installation as people reach it from a mail (COMITY_ADDRESS)."""
    return str(getattr(settings, "COMITY_ADDRESS", "") or "http://localhost:8000").rstrip("/")


def leave_url(person: Person) -> str:
    """Return the address by which a person ends all mail without signing in; it cannot be guessed."""
    return address() + reverse("notices:leave", args=[signing.dumps(str(person.pk), salt=SALT)])


def post(person: Person, subject: str, lines: list[tuple[str, str]]) -> Mail:
    """Put down a mail of lines (sentence, path or ""); call it inside `speaking_to(person)` or `write_to`."""
    context: dict[str, Any] = {
        "lines": [(said, address() + path if path else "") for said, path in lines],
        "organisation": str(settings.COMITY_ORGANISATION),
        "name": person.name,
        "wishes": address() + reverse("notices:preferences"),
        "language": (get_language() or "en").replace("hans", "Hans"),
        "direction": "rtl" if get_language_bidi() else "ltr",
    }
    mail = Mail.objects.create(
        person=person,
        subject=" ".join(subject.split())[:200],
        text=render_to_string("notices/mail/message.txt", context),
        html=render_to_string("notices/mail/message.html", context),
        language=context["language"],
    )
    enqueue("notices.send", key=f"mail:{mail.pk}", mail=mail.pk)
    return mail


def write_to(person: Person, subject: str, *sentences: str) -> Mail:
    """Put down a mail that is no notice, in the transaction of the caller; texts are already translated."""
    with speaking_to(person):
        return post(person, subject, [(one, "") for one in sentences])


def message(mail: Mail) -> EmailMultiAlternatives:
    """Make the message that is sent, with the headers that keep programs from answering it."""
    host = urlsplit(address()).hostname or "localhost"
    leave = leave_url(mail.person)
    made = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.person.email],
        headers={
            # The same at each try, so that a receiver can tell a second copy.
            "Message-ID": f"<{mail.pk}@{host}>",
            "Auto-Submitted": "auto-generated",  # RFC 3834
            "X-Auto-Response-Suppress": "All",
            "Content-Language": mail.language,
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        },
    )
    made.attach_alternative(mail.html, "text/html")
    return made


def deliver(mail: Mail) -> bool:
    """Send a mail that was not sent yet; a refused address is final, everything else may be tried again."""
    if mail.sent_at or not mail.person.email:
        return False
    try:
        message(mail).send()
    except SMTPRecipientsRefused as fault:
        codes = [code for code, _said in fault.recipients.values()]
        if codes and all(code >= 500 for code in codes):
            raise Refused(
                _("The mail server does not accept the address %(to)s.") % {"to": mail.person.email}
            ) from fault
        raise
    Mail.objects.filter(pk=mail.pk).update(sent_at=now())
    return True
