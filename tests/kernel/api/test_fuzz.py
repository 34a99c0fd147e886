"""Thousands of generated calls: never a fault of ours, always the answer that is described, nothing half done.

`COMITY_FUZZ` says how many; CI asks for 2,000.
"""

import os
import random
import uuid
from collections import Counter

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from comity.kernel.audit.verify import verify
from comity.kernel.people.accounts import Token
from comity.kernel.registers.api.shape import all_names
from comity.kernel.registers.register import registers

CALLS = int(os.environ.get("COMITY_FUZZ", "150"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
NOTHING = uuid.UUID("0190a000-0000-7000-8000-000000000000")


@pytest.fixture
def house(transactional_db, make, units, root, settings):
    """A small database with a few records in every register, and somebody who may do everything."""
    settings.COMITY_API_RATE = 10**9
    settings.COMITY_DEMO = True
    for kind, register in registers.items():
        for _number in range(2 if register.model._base_manager.count() < 2 else 0):
            try:
                make(kind)
            except Exception:  # noqa: S112  some tables are only filled by the deeds of their module
                continue
    own = {
        root.pk,
        *root.appointments.values_list("pk", flat=True),
        *root.grants.values_list("pk", flat=True),
    }
    secret = Token.issue(root.account, "fuzz", ["read", "write"])[1]
    # The client of the fuzzer does not unpack what is sent compressed.
    return {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}, own


def of_path(path):
    """Return the register an address belongs to."""
    found = [one for one in registers.values() if path.startswith(f"/api/{one.path()}")]
    return max(found, key=lambda one: len(one.path()))


def aimed(chance, case, own):
    """Let a case meet what exists: records, versions, fields, and the keys that other records have.

    Chance is our own: hypothesis would lean towards the simplest choice, which is the same record for ever.
    """
    register = of_path(case.operation.path)
    if isinstance(case.path_parameters, dict) and "pk" in case.path_parameters:
        rows = list(register.model._base_manager.exclude(pk__in=own).values_list("pk", "version")[:20])
        if rows:
            key, version = chance.choice(rows)
            case.path_parameters["pk"] = str(key)
            for name in ("If-Match", "If-None-Match"):
                if case.headers and name in case.headers:
                    case.headers[name] = f'"{version}"'
    if isinstance(case.query, dict):
        case.query.pop("after", None)
        case.query.pop("as_at", None)
        if "fields" in case.query:
            case.query["fields"] = ",".join(chance.sample(all_names(register), 3))
    for holder in (case.body, case.body.get("fields") if isinstance(case.body, dict) else None):
        if not isinstance(holder, dict):
            continue
        for name in holder:
            field = next((f for f in register.model._meta.local_concrete_fields if f.name == name), None)
            if field is not None and field.is_relation:
                keys = list(field.related_model._base_manager.values_list("pk", flat=True)[:20])
                holder[name] = str(chance.choice(keys)) if keys else str(NOTHING)


def test_no_generated_call_finds_a_fault_or_does_half_a_thing(house):
    headers, own = house
    app, seen, chance = get_wsgi_application(), Counter(), random.Random(7)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app, headers=headers)
    operations = [found.ok() for found in schema.get_all_operations()]
    likely = {
        (mode, operation.label): operation.as_strategy(generation_mode=mode)
        for operation in operations
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    }
    labels = sorted({label for _mode, label in likely})

    @settings(
        max_examples=CALLS, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data())
    def calls(data):
        label = data.draw(st.sampled_from(labels))
        mode = data.draw(st.sampled_from([GenerationMode.POSITIVE] * 3 + [GenerationMode.NEGATIVE]))
        case = data.draw(likely[mode, label])
        if mode == GenerationMode.POSITIVE and chance.random() < 0.8:
            aimed(chance, case, own)
        response = case.call(headers=headers)
        seen[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    calls()
    faults = list(verify())
    assert not faults, faults[0].sentence
    print(dict(sorted(seen.items())))
    assert seen[200] > CALLS / 20
