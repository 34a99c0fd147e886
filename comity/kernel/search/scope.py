"""Who finds what: the tokens on a thing, and the tokens a reader holds.

A thing in unit `/UN/DM/` at level 1 carries `/@1`, `/UN/@1`, `/UN/DM/@1` and `=/UN/DM/@1`. A grant on
`/UN/` and below with ceiling 1 holds `/UN/@0` and `/UN/@1`; without what is below, `=/UN/@0` and
`=/UN/@1`. So one set of terms answers unit, level and sharing together. A person named on a thing
holds `p:<id>`; `pub` is open to everybody who signs in. Moving staff re-indexes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..access import scope as access

PUBLIC = "pub"
ANYWHERE = "anywhere"  # the path of things whose sight does not depend on a unit
EVERYTHING = "all"  # on every document; only programs hold it (`Scope.whole`)


def person_token(person_id: object) -> str:
    """Return the token of a person who is named on a thing: who asked, who works on it, who was shown it."""
    return f"p:{person_id}"


def right_token(right: str) -> str:
    """Return the token that says which right a document asks: a share opens only documents of its right."""
    return f"r:{right}"


def ancestors(path: str) -> list[str]:
    """Return the paths from the root down to `path`, itself included: `/`, `/UN/`, `/UN/DM/`."""
    parts = path.strip("/").split("/") if path.strip("/") else []
    return ["/", *("/" + "/".join(parts[: at + 1]) + "/" for at in range(len(parts)))]


def acl_tokens(
    unit_path: str | None,
    level: int = 0,
    *,
    public: bool = False,
    persons: Iterable[object] = (),
    right: str = "view",
) -> list[str]:
    """Return the tokens of a thing in a unit; `anywhere` as path lets any grant on its kind open it.

    `right` other than view is for parts that need more than seeing the thing, such as internal notes.
    Without a path, only the persons named find the thing.
    """
    mark = "" if right == "view" else f"{right}:"
    places: list[str] = []
    if unit_path is not None:
        places = [ANYWHERE] if unit_path == ANYWHERE else [*ancestors(unit_path), f"={unit_path}"]
    tokens = [right_token(right), *(f"{mark}{place}@{level}" for place in places)]
    if public:
        tokens.append(PUBLIC)
    return tokens + [person_token(person) for person in persons if person]


def grant_tokens(unit_path: str, ceiling: int, below: bool = True, right: str = "view") -> frozenset[str]:
    """Return what a grant at a unit holds, up to a classification ceiling."""
    mark = "" if right == "view" else f"{right}:"
    place = unit_path if below else f"={unit_path}"
    return frozenset(f"{mark}{where}@{level}" for where in (place, ANYWHERE) for level in range(ceiling + 1))


@dataclass(frozen=True)
class Scope:
    """What one reader may find: pairs of kinds (None: every kind) and the tokens that open them.

    `shares` are (right, thing) pairs that hold today for the reader or for a unit of theirs. They stand
    here and not in the index because they begin and end by date; nobody has more than a few.
    """

    grants: tuple[tuple[frozenset[str] | None, frozenset[str]], ...] = ()
    shares: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def whole(cls) -> "Scope":
        """Return the scope of a program that must see every document, such as the check of keys."""
        return cls(((None, frozenset({EVERYTHING})),))

    @classmethod
    def of(
        cls,
        person_id: object | None,
        by_kind: Iterable[tuple[str | None, Iterable[str]]] = (),
        public: bool = True,
        shares: Iterable[tuple[str, str]] = (),
    ) -> "Scope":
        """Join grants (kind or None: all; tokens) with what a person's name opens, grouped for speed."""
        common = {PUBLIC} if public else set()
        if person_id is not None:
            common.add(person_token(person_id))
        tokens: dict[str | None, set[str]] = defaultdict(set)
        for kind, held in by_kind:
            tokens[kind].update(held)
        common |= tokens.pop(None, set())
        groups: dict[frozenset[str], set[str]] = defaultdict(set)
        for kind, held in tokens.items():
            if more := frozenset(held - common):
                groups[more].add(str(kind))
        own = [(frozenset(kinds), held) for held, kinds in groups.items()]
        grants = ((None, frozenset(common)), *sorted(own, key=lambda pair: sorted(pair[0])))
        return cls(grants, frozenset(shares))

    def opens(self, thing: str, acl: Iterable[str]) -> bool:
        """Say whether a document of `thing` that carries `acl` is in this scope."""
        carried, kind = set(acl) | {EVERYTHING}, thing.rpartition(":")[0]
        if any(right_token(right) in carried and thing == shared for right, shared in self.shares):
            return True
        return any(
            (kinds is None or kind in kinds) and not held.isdisjoint(carried) for kinds, held in self.grants
        )


def scope_tokens(scope: "access.Scope", kinds: Iterable[tuple[str, str]]) -> Scope:
    """Turn what access compiled for a person into tokens; `kinds` are (kind, right) pairs."""
    from ..access.rules import shares_of

    held = []
    shares: list[tuple[str, str]] = []
    for kind, right in kinds:
        lines = scope.reach(right, kind)
        held.append(
            (kind, [t for line in lines for t in grant_tokens(line.path, line.ceiling, line.below, right)])
        )
        if (right, kind) in scope.shared:
            ids = shares_of(scope, kind, right).values_list("object_id", flat=True)
            shares += [(right, f"{kind}:{id}") for id in ids]
    return Scope.of(scope.person_id, held, public=scope.person_id is not None, shares=shares)
