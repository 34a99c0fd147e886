"""Work on notices: gathering, sending, forgetting."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ..jobs.declare import Retry, every, job
from ..jobs.progress import Progress
from . import gather as gathering
from .models import Mail
from .post import deliver


@every(seconds=5, name="notices.gather", alone=True)
def gather() -> None:
    """Put down the mail that is due."""
    gathering.gather()


@job(
    "notices.send",
    title=_("Send a mail"),
    retry=Retry(12, first=timedelta(minutes=1), factor=2, most=timedelta(hours=6)),
)
def send(progress: Progress, mail: str) -> dict[str, bool]:
    """Send one mail."""
    row = Mail.objects.select_related("person").filter(pk=UUID(mail)).first()
    return {"sent": bool(row and deliver(row))}


@job("notices.purge", title=_("Remove old notices"), every=timedelta(days=1), offset=timedelta(hours=2))
def purge(progress: Progress) -> dict[str, int]:
    """Forget what nobody needs any more."""
    return {"removed": gathering.out_of_date()}
