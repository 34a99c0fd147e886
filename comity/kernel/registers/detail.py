"""What the page of one record shows: panels, steps, conversation and history in one stream, the side."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.urls import reverse
from django.utils.html import linebreaks, urlize
from django.utils.safestring import mark_safe

from ..access.rules import can, visible_to
from ..actions.hang import shares_on
from ..actions.steps import Offer, offers
from ..actions.talk import conversation
from ..audit.actors import spoken
from ..audit.history import as_at, history
from ..base.models import Record, Tracked, column
from ..files.models import Relation
from ..files.queries import attachments_of, links_of, policy
from ..flow.models import Advice, Stance
from .cells import cell_for, link_html, value_html
from .children import Family, families
from .register import Register, besides
from .words import deed


@dataclass
class Happening:
    """One line of the stream: something said, or something done."""

    kind: str
    who: str
    at: datetime
    html: str = ""
    what: Any = ""
    reason: str = ""
    internal: bool = False
    changes: list[dict[str, Any]] = field(default_factory=list)


class Detail:
    """The page of a record for one reader; `moment` shows it as at a date, read-only."""

    def __init__(
        self,
        register: type[Register],
        record: Tracked,
        person: Any,
        scope: Any,
        moment: datetime | None = None,
    ):
        self.register, self.record, self.person, self.scope, self.as_at = (
            register,
            record,
            person,
            scope,
            moment,
        )
        self.reference = record.reference if isinstance(record, Record) else str(getattr(record, "code", ""))
        self.title = record.title if isinstance(record, Record) else str(record)
        self.live = moment is None
        self.may_change = (
            self.live and bool(can(person, "change", record, scope)) and bool(register.form_fields())
        )
        self.may_remove = self.live and bool(can(person, "remove", record, scope))
        self.notes = bool(can(person, "note", record, scope))

    def url(self, role: str) -> str:
        """Return the address of a page about this record."""
        return reverse(f"{self.record.kind_name()}:{role}", args=[self.record.pk])

    @property
    def state(self) -> Any:
        flow = self.record.flow
        return flow.states.get(self.record.state) if flow else None

    @property
    def panels(self) -> list[dict[str, Any]]:
        """Return the fields under their headings; a panel in which nothing is filled in yet is left out."""
        return [
            {
                "title": panel.title,
                "fields": [
                    {
                        "label": column(self.record, name).verbose_name,
                        "html": value_html(self.record, name, self.person, self.scope),
                        "name": name,
                    }
                    for name in panel.fields
                ],
            }
            for panel in self.register.panels
            if any(self._filled(name) for name in panel.fields)
        ]

    def _filled(self, name: str) -> bool:
        return getattr(self.record, column(self.record, name).attname) not in (None, "", [], {})

    @property
    def children(self) -> list[Family]:
        """Return the records that belong to this one, as tables; not as at a date."""
        return families(self.register, self.record, self.person, self.scope) if self.live else []

    def offers(self) -> list[Offer]:
        """Return the steps on from here, allowed or refused with a sentence."""
        return offers(self.person, self.record, self.scope) if self.live and self.record.flow else []

    @property
    def steps(self) -> list[dict[str, Any]]:
        return [
            {
                "label": offer.step.label,
                "name": offer.step.name,
                "url": reverse(f"{self.record.kind_name()}:step", args=[self.record.pk, offer.step.name]),
                "allowed": offer.allowed,
                "sentence": offer.sentence,
                "primary": offer.step.primary,
            }
            for offer in self.offers()
        ]

    @property
    def advice(self) -> list[Any]:
        """Return every advice on the record, answered or not."""
        if self.record.flow is None:
            return []
        return list(Advice.objects.filter(object_id=self.record.pk).select_related("adviser").order_by("id"))

    @property
    def may_advise(self) -> bool:
        """Say whether the reader may give advice now."""
        return bool(
            self.live
            and self.state
            and not self.state.closed
            and can(self.person, "advise", self.record, self.scope)
        )

    @property
    def stances(self) -> list[tuple[str, Any]]:
        return list(Stance.choices)

    @property
    def clocks(self) -> list[dict[str, Any]]:
        """Return the clocks of the record as chips, when the register has them."""
        return self.register.clocks(self.record, self.person) if self.live else []

    def stream(self, only: str = "") -> list[Happening]:
        """Return what was said and done, newest first; `only` is talk or changes."""
        said = [] if only == "changes" else conversation(self.record, self.notes)
        done = [] if only == "talk" else list(history(self.record.pk)[:100])
        lines = [
            Happening(
                "note" if one.internal else "talk", one.author.name if one.author else "", one.created_at,
                html=urlize(linebreaks(one.text, autoescape=True)), internal=one.internal,
            )
            for one in said
        ]  # fmt: skip
        model, steps = type(self.record), self.record.flow.steps if self.record.flow else {}
        for entry in done:
            lines.append(
                Happening(
                    "step" if entry.verb in steps else "change", spoken(entry.actor), entry.happened_at,
                    what=deed(model, entry.verb), reason=entry.reason,
                    changes=[] if entry.verb == "add" else self.differences(entry.changes),
                )
            )  # fmt: skip
        if self.as_at:
            lines = [line for line in lines if line.at <= self.as_at]
        return sorted(lines, key=lambda line: line.at, reverse=True)

    def differences(self, changes: dict[str, tuple[Any, Any]]) -> list[dict[str, Any]]:
        """Return readable differences: what the field is called, what it was, what it is."""
        return [
            {"field": self.label(name), "before": self.word(name, before), "after": self.word(name, after)}
            for name, (before, after) in changes.items()
            if name != "state_since"
        ]

    def label(self, name: str) -> Any:
        field = self.field(name)
        return field.verbose_name if field else name

    def field(self, name: str) -> Any:
        """Return a field by name; None for one that only an older version of the model had."""
        return field_of(self.record, name)

    def word(self, name: str, value: Any) -> Any:
        """Return a journal value as people read it."""
        if value in (None, ""):
            return "—"
        field = self.field(name)
        if field is None:
            return value
        if name == "state" and self.record.flow:
            state = self.record.flow.states.get(value)
            return state.label if state else value
        if field.is_relation:
            target = self.targets.get(str(value).replace("-", ""))
            return str(target) if target else "·"
        if field.choices:
            return dict(field.flatchoices).get(value, value)
        if isinstance(value, dict):
            return " / ".join(f"{code}: {text}" for code, text in value.items())
        try:
            typed = field.to_python(value)
        except (ValidationError, ValueError, TypeError):
            return value  # of a field that was of another kind then
        return mark_safe(cell_for(type(self.record), name)(typed))  # noqa: S308  every cell escapes its value

    @property
    def targets(self) -> dict[str, Any]:
        """Return every record that the history refers to, by key, read once for each register."""
        if not hasattr(self, "_targets"):
            wanted: dict[Any, set[str]] = {}
            for entry in history(self.record.pk)[:100]:
                for name, pair in entry.changes.items():
                    field = self.field(name)
                    if field and field.is_relation:
                        wanted.setdefault(field.related_model, set()).update(str(v) for v in pair if v)
            self._targets: dict[str, Any] = {}
            for model, keys in wanted.items():
                rows = model._base_manager.filter(pk__in=keys)
                if issubclass(model, Record):
                    rows = visible_to(self.person, rows, "view", self.scope)
                for row in rows:
                    self._targets[row.pk.hex] = row
        return self._targets

    @property
    def files(self) -> list[Any]:
        """Return the attachments the reader may see."""
        return attachments_of(self.record.pk, self.notes)

    @property
    def may_attach(self) -> bool:
        return self.live and (self.register.talk or self.may_change)

    @property
    def links(self) -> list[dict[str, Any]]:
        """Return the links whose other side the reader may see."""
        found = links_of(self.record.pk, self.person)
        models = {one.kind: apps.get_model(one.kind) for one in found}
        rows = {
            kind: {
                row.pk: row
                for row in model._default_manager.filter(
                    pk__in=[o.object_id for o in found if o.kind == kind]
                )
            }
            for kind, model in models.items()
        }
        return [
            {
                "key": one.link.pk,
                "words": one.words,
                "html": link_html(rows[one.kind][one.object_id]),
                "note": one.link.note,
            }
            for one in found
            if one.object_id in rows[one.kind]
        ]

    @property
    def relations(self) -> list[tuple[str, Any]]:
        return list(Relation.choices)

    @property
    def shares(self) -> list[Any]:
        """Return with whom the record is shared; told to those who may change it."""
        return shares_on(self.record) if self.may_change else []

    @property
    def scan_policy(self) -> Any:
        return policy()

    @property
    def side(self) -> list[dict[str, Any]]:
        """Return what stands beside the record: what the register's own functions say."""
        found = [make(self.record, self.person, self.scope) for make in (*self.register.side, *besides)]
        return [panel for panel in found if panel]


def field_of(record: Tracked, name: str) -> Any:
    """Return the field `name` of a record, or None when the model has it no more."""
    try:
        return record._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def at_moment(record: Tracked, moment: datetime) -> Tracked | None:
    """Return an unsaved copy of the record as it was at `moment`, or None when it did not exist."""
    state = as_at(record.pk, moment)
    if state is None:
        return None
    kind: Any = type(record)
    copy: Any = kind(pk=record.pk)
    for name, value in state.items():
        field = field_of(record, name)
        if field is None:
            continue
        setattr(
            copy,
            field.attname,
            field.target_field.to_python(value) if field.is_relation else field.to_python(value),
        )
    copy.created_at = record.created_at
    if isinstance(record, Record):
        copy.reference = record.reference
    return copy
