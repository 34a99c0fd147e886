"""Load the demonstration that every module brings."""

import sys
import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Load the demonstration (synthetic persons, plainly marked); what is there already is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        found = [
            import_module(f"{card.name}.demo")
            for card in apps.get_app_configs()
            if card.name.startswith("comity.") and find_spec(f"{card.name}.demo")
        ]
        loaders = sorted(
            (one for one in found if hasattr(one, "load")), key=lambda one: getattr(one, "order", 50)
        )
        for one in loaders:
            name, began = one.__name__.split(".")[-2], time.monotonic()

            def progress(done: int, total: int, what: str, name: str = name) -> None:
                if sys.stdout.isatty():
                    self.stdout.write(f"\r  {name}: {done} of {total} {what:<30}", ending="")
                    self.stdout.flush()

            one.load(progress)
            end = "\r" if sys.stdout.isatty() else ""
            self.stdout.write(f"{end}  {name}: loaded in {time.monotonic() - began:.1f} s{'':<30}")
