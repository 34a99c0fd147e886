"""Topics: the kinds of news there are, each declared once, in the `topics.py` of the module that has it."""

from dataclasses import dataclass

from django.utils.functional import Promise

Sentence = str | Promise
topics: dict[str, "Topic"] = {}


@dataclass(frozen=True)
class Topic:
    """A kind of news. `sentence` has named placeholders; `label` is what people choose by.

    `Topic("desk.answered", _("Answers to what I asked"), _("%(who)s answered %(reference)s"))`. An `urgent`
    one waits neither for other notices nor for the end of quiet hours; without `mail` it stays in the page.
    """

    code: str
    label: Sentence
    sentence: Sentence
    mail: bool = True
    urgent: bool = False

    def __post_init__(self) -> None:
        topics[self.code] = self
