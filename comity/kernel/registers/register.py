"""The declaration `Register` and the list of all registers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.utils.functional import Promise

from ..base.models import Tracked

Sentence = str | Promise
registers: dict[str, "type[Register]"] = {}


@dataclass(frozen=True)
class Panel:
    """Some fields that belong together, under a heading."""

    title: Sentence
    fields: tuple[str, ...]

    def __init__(self, title: Sentence, *fields: str):
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "fields", fields)


@dataclass(frozen=True)
class Tab:
    """A list that everyone finds ready made: a label and a query string."""

    label: Sentence
    query: str


@dataclass(frozen=True)
class Children:
    """Records that belong to the record shown: listed on its page, added from there.

    `model` is a label ("portfolio.CostLine"), `field` its foreign key to the record, `columns` what to show
    (default: the columns of its own register without the foreign key).
    """

    title: Sentence
    model: str
    field: str
    columns: tuple[str, ...] = ()


# (record, person, scope) -> {title, items: [{html, url}]} or None: what a module says beside every record.
Beside = Callable[[Any, Any, Any], dict[str, Any] | None]
besides: list[Beside] = []


def beside(made: Beside) -> Beside:
    """Let a function of a module speak beside every record of every register; it returns quickly or None."""
    besides.append(made)
    return made


class Register:
    """How a table appears. Fields are named once and everything follows.

    `columns` of the list (the first three show on a phone), `filters`, `sort` (default order, "-" for
    newest first) and `sorts` (columns that an index serves), `panels` of the record, `fields` of the
    form, `search` ({field: weight}), `group` and `order` in the menu (from `menu.FOLDED` on under *More*), `children` that its page lists. `views` replaces the class of a role.
    """

    model: ClassVar[type[Tracked]]
    group: ClassVar[str] = "Organisation"
    order: ClassVar[int] = 50
    menu: ClassVar[bool] = True
    columns: ClassVar[list[str]] = []
    filters: ClassVar[list[str]] = []
    sort: ClassVar[str] = "-id"
    sorts: ClassVar[list[str]] = []
    panels: ClassVar[list[Panel]] = []
    fields: ClassVar[list[str]] = []
    search: ClassVar[Mapping[str, int]] = {}
    tabs: ClassVar[list[Tab]] = []
    help: ClassVar[Sentence] = ""
    views: ClassVar[Mapping[str, Any]] = {}
    form: ClassVar[Any] = None
    talk: ClassVar[bool] = False
    meaning: ClassVar[bool] = False
    side: ClassVar[tuple[Callable[..., Any], ...]] = ()
    children: ClassVar[list[Children]] = []

    @classmethod
    def kind(cls) -> str:
        """Return the stable name: `module.model`."""
        return cls.model.kind_name()

    @classmethod
    def slug(cls) -> str:
        """Return the last part of the address: the plural in English."""
        return plural(cls.__name__)

    @classmethod
    def path(cls) -> str:
        return f"{cls.model._meta.app_label}/{cls.slug()}/"

    @classmethod
    def rows(cls) -> "QuerySet[Any]":
        """Return all rows; a register may leave some out for everyone."""
        return cls.model._default_manager.all()

    @classmethod
    def clocks(cls, record: Any, person: Any) -> list[dict[str, Any]]:
        """Return the clocks of a record as chips: {words, share, meaning, url, name}."""
        return []

    @classmethod
    def form_fields(cls) -> list[str]:
        """Return the fields a person writes: those named, or those of the panels that can be edited."""
        if cls.fields:
            return list(cls.fields)
        named = [name for panel in cls.panels for name in panel.fields]
        return [name for name in dict.fromkeys(named) if cls.model._meta.get_field(name).editable]

    @classmethod
    def faults(cls) -> list[str]:
        """Return what is wrong with the declaration, in sentences, for the start-up check."""
        named = [*cls.columns, *cls.filters, *cls.sorts, cls.sort.lstrip("-"), *cls.fields, *cls.search]
        named += [name for panel in cls.panels for name in panel.fields]
        found = []
        for name in dict.fromkeys(named):
            try:
                field = cls.model._meta.get_field(name)
            except FieldDoesNotExist:
                found.append(f"{cls.__name__} names “{name}”, which {cls.model.__name__} does not have.")
                continue
            if name in (*cls.sorts, cls.sort.lstrip("-")) and field.null:
                found.append(
                    f"{cls.__name__} sorts by “{name}”, which may be empty; lists need a value to page by."
                )
        return found


def plural(name: str) -> str:
    """Turn a class name (`ClockDefinitions`) into an address (`clock-definitions`)."""
    return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def register(declared: "type[Register]") -> "type[Register]":
    """Add a register to the house."""
    registers[declared.kind()] = declared
    return declared


def of(thing: Tracked | type[Tracked] | str) -> "type[Register] | None":
    """Return the register of a record, model or kind."""
    return registers.get(thing if isinstance(thing, str) else thing.kind_name())
