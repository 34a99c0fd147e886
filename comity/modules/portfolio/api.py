"""What a program does with initiatives and cases beyond their steps: the next version of a case, a merger."""

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, StringConstraints

from comity.kernel.registers.api.bodies import STRICT
from comity.kernel.registers.api.deeds import Deed, deed

from . import actions
from .models import Case, Initiative
from .registers import Cases, Initiatives


class Nothing(BaseModel):
    """Nothing has to be said."""

    model_config = STRICT


class Merger(BaseModel):
    """Which initiative takes this one up, and why."""

    model_config = STRICT
    keeper: Annotated[str, StringConstraints(min_length=1, max_length=250)]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=4000)]


@deed
class Renew(Deed):
    """Open the next version of a case with all that this one says."""

    register, writes, name, words = Cases, Cases, "renew", _("Open the next version")
    sends = Nothing

    def do(self, record: Case, given: Any) -> Case:
        return actions.new_version(self.person, record)


@deed
class Merge(Deed):
    """Propose that another initiative takes this one up; a body decides."""

    register, writes, name, words = Initiatives, Initiatives, "propose-merger", _("Propose a merger")
    sends, status = Merger, 200

    def do(self, record: Initiative, given: Any) -> Initiative:
        keeper = self.named("keeper", Initiative, given.keeper)
        return actions.propose_merger(self.person, record, keeper, given.reason)
