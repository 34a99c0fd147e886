"""Refusals: what a person is told when something is not done. Nothing was changed."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class Refused(Exception):
    """What was asked is not done, and `sentence` says why and how to mend it.

    `fields` holds sentences by field name; `code` is a stable word for programs.
    """

    status = 422
    code = "refused"

    def __init__(
        self,
        sentence: Sentence,
        fields: Mapping[str, Sequence[Sentence]] | None = None,
        code: str | None = None,
    ):
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = {name: list(said) for name, said in (fields or {}).items()}
        self.code = code or self.code

    def __str__(self) -> str:
        said = [f"{name}: {line}" for name, lines in self.fields.items() for line in lines]
        return " ".join([str(self.sentence), *said])


class NotAllowed(Refused):
    """The person lacks the right; the sentence names the right that is missing."""

    status = 403
    code = "not-allowed"


class Stale(Refused):
    """Somebody else changed the record first."""

    status = 412
    code = "stale"

    def __init__(self, sentence: Sentence | None = None):
        super().__init__(
            sentence
            or _(
                "Somebody changed this record while you were editing it. Your text is kept: read what changed, then save again."
            )
        )
