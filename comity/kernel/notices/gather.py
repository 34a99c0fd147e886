"""Making one mail of the news that a person has not read."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..base.moment import now
from ..jobs.reader import speaking_to
from ..people.models import Person
from .models import Mail, Notice
from .post import post
from .sight import secret, still_visible
from .wishes import WINDOW
from .words import sentence

PERSONS = 200  # served in one go
LINES = 30  # in one mail; the rest is counted


def gather() -> int:
    """Put down the mail that is due now; return how many."""
    due = Notice.objects.filter(mailed_at=None, mail_at__lte=now()).order_by("mail_at")
    persons = list(dict.fromkeys(due.values_list("person_id", flat=True)[: PERSONS * 10]))[:PERSONS]
    found = Person.objects.filter(pk__in=persons).select_related("account", "station")
    return sum(_gather_for(person) is not None for person in found)


def _gather_for(person: Person) -> Mail | None:
    """Gather what is due or soon due, leave out what was read meanwhile or may no longer be seen."""
    moment = now()
    with transaction.atomic():
        waiting = Notice.objects.select_for_update(skip_locked=True).filter(
            person=person, mailed_at=None, mail_at__lte=moment + WINDOW
        )
        notices = list(waiting.order_by("id"))
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=moment)
        news = still_visible([one for one in notices if one.read_at is None], person)
        if not news:
            return None
        with speaking_to(person):
            lines = _lines(news)
            mail = post(person, _subject(news, lines), lines)
        Notice.objects.filter(pk__in=[one.pk for one in news]).update(mail=mail)
    return mail


def _lines(news: list[Notice]) -> list[tuple[str, str]]:
    """Return (sentence, path) once each: the same news of one record is said once."""
    lines = dict.fromkeys(
        (_("There is news about a classified record. Sign in to read it."), one.url)
        if secret(one)
        else (sentence(one), one.url)
        for one in news[:LINES]
    )
    said = list(lines)
    if (more := len(news) - LINES) > 0:
        rest = ngettext("And %(count)s more notice.", "And %(count)s more notices.", more)
        said.append((rest % {"count": more}, ""))
    return said


def _subject(news: list[Notice], lines: list[tuple[str, str]]) -> str:
    if len(lines) == 1:
        return lines[0][0]
    named = {"count": len(news), "organisation": settings.COMITY_ORGANISATION}
    return (
        ngettext(
            "%(count)s notice from %(organisation)s", "%(count)s notices from %(organisation)s", len(news)
        )
        % named
    )


OLD, OLDER = timedelta(days=90), timedelta(days=400)


def out_of_date() -> int:
    """Remove notices read long ago, those never read for a year, and old mail; return how many."""
    moment = now()
    count = Notice.objects.filter(created_at__lt=moment - OLD, read_at__isnull=False).delete()[0]
    count += Notice.objects.filter(created_at__lt=moment - OLDER).delete()[0]
    return count + Mail.objects.filter(created_at__lt=moment - OLD).delete()[0]
