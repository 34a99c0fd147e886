"""From a page to the files that make it."""

import inspect
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import select_template
from django.urls import Resolver404, resolve

TEMPLATES = {"add": "form", "change": "form", "import-run": "import_result"}


def behind(path: str) -> dict[str, str]:
    """Return {what: file and line} for the page at `path`; empty when there is none."""
    try:
        match = resolve(path)
    except Resolver404:
        return {}
    view: Any = getattr(match.func, "view_class", match.func)
    found = {"address": match.view_name, "page": place(view)}
    register = getattr(match.func, "view_initkwargs", {}).get("register")
    if register is None:
        return found
    found["register"], found["table"] = place(register), place(register.model)
    if register.model.flow:
        found["flow"] = place(register.model.flow)
    meta, role = register.model._meta, TEMPLATES.get(view.role, view.role)
    names = [f"{meta.app_label}/{meta.model_name}_{role}.html", f"registers/{role}.html"]
    with suppress(TemplateDoesNotExist):
        found["template"] = short(select_template(names).origin.name)
    tests = Path(settings.BASE_DIR) / "tests" / "modules" / meta.app_label
    if tests.exists():
        found["tests"] = short(tests)
    return found


def place(thing: Any) -> str:
    """Return file and line of a class or function."""
    thing = inspect.unwrap(thing)
    return (
        f"{short(inspect.getsourcefile(thing) or '')}:{inspect.getsourcelines(thing)[1]} ({thing.__name__})"
    )


def short(path: Any) -> str:
    return str(path).removeprefix(f"{settings.BASE_DIR}/")
