"""Records for tests, made on the real write path; what a test does not say is filled in plausibly."""

import itertools
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models

from comity.kernel.actions import verbs
from comity.kernel.audit.actors import System
from comity.kernel.base.models import Tracked
from comity.kernel.base.moment import now
from comity.kernel.people.models import Unit
from comity.kernel.tongues.text import Text, TranslatedField

_numbers = itertools.count(1)
FILLED_BY_ACTIONS = {
    "id",
    "entry_id",
    "version",
    "created_at",
    "changed_at",
    "reference",
    "state",
    "state_since",
}


def make(kind: str, /, **values: Any) -> Any:
    """Add a record of `kind` ("desk.ticket"), as the system; a module's demo.py may say what samples hold.

    `demo.sample_<model>(make)` returns the values which only the module can know.
    """
    model = apps.get_model(kind)
    home = model.__module__.rsplit(".models", 1)[0]
    if find_spec(f"{home}.demo"):
        sample = getattr(import_module(f"{home}.demo"), f"sample_{model._meta.model_name}", None)
        if sample:
            values = {**sample(make), **values}
    return verbs.add(System("test"), model, reason="A test needs it.", **filled(model, values))


def filled(model: type[Tracked], values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` with something plausible in each field that must not be empty."""
    whole = dict(values)
    for field in model._meta.local_concrete_fields:
        if field.name in whole or field.attname in whole or field.name in FILLED_BY_ACTIONS:
            continue
        if field.has_default() or field.null or field.blank or not field.editable:
            continue
        whole[field.name] = plausible(field)
    return whole


def plausible(field: Any) -> Any:
    """Return a value that the field accepts, different each time where that may matter."""
    number = next(_numbers)
    if field.choices:
        return field.choices[0][0]
    match field:
        case models.ForeignKey():
            if field.related_model is Unit:
                return Unit.objects.order_by("path").first() or make("people.unit")
            return field.related_model.objects.first() or make(field.related_model._meta.label_lower)
        case TranslatedField():
            return Text(en=f"Sample {number}")
        case models.DateTimeField():
            return now() + timedelta(days=number)
        case models.DateField():
            return now().date() + timedelta(days=number)
        case models.DecimalField():
            return Decimal(1)
        case models.IntegerField() | models.FloatField():
            return 1
        case models.EmailField():
            return f"sample{number}@example.org"
        case models.JSONField():
            return {}
    known = {"country": "KE", "zone": "Africa/Nairobi", "language": "en", "right": "view", "register": "*"}
    return known.get(field.name, f"S{number}")
