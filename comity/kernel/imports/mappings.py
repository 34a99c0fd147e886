"""Mappings: records of the installation, and those that are shipped as files beside the module."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ..actions.verbs import add
from ..audit.actors import System
from ..base.errors import Refused
from ..base.models import Tracked
from ..tongues.text import to_text


def shipped(folder: Path | None) -> dict[str, dict[str, Any]]:
    """Return the mappings that come with Comity, by code: the JSON files of a folder that name columns."""
    every = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))] if folder else []
    return {one["code"]: one for one in every if isinstance(one, dict) and "columns" in one}


def choices(model: Any, folder: Path | None) -> list[tuple[str, str]]:
    """Return (code, name) of every mapping that can be chosen."""
    known = {one.code: str(one.name) for one in model.objects.order_by("code")}
    more = {code: one["name"] for code, one in shipped(folder).items() if code not in known}
    return [*known.items(), *((code, str(to_text(name))) for code, name in more.items())]


def find(model: Any, folder: Path | None, code: str, *, keep: bool = True, **more: Any) -> Any:
    """Return a mapping by its code. A shipped one becomes a record when it is first used (`keep`), with `more`."""
    found = model.objects.filter(code=code).first()
    if found:
        return found
    values = shipped(folder).get(code)
    if values is None:
        raise Refused(
            _("There is no mapping “%(code)s”. These can be chosen: %(codes)s.")
            % {"code": code, "codes": ", ".join(one for one, _name in choices(model, folder)) or "–"}
        )
    made: Tracked = (
        add(System("import"), model, reason="A mapping that comes with Comity.", **more, **values)
        if keep
        else model(**more, **values)
    )
    return made
