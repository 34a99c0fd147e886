"""`python -m tests.crash.begin WRITERS`: make the tables and who writes; print {token, unit, group} of each (JSON)."""

import json
import sys


def main(writers: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    from comity.kernel.people.models import Account, Token
    from tests.making import make

    top = make("people.unit", code="UN", kind="organisation", parent=None)
    agreement = make("desk.agreement", code="ALL", unit=top, starts=None, ends=None, ticket_type="")
    rules = {"stops_in": ["resolved", "closed"], "pauses_in": ["waiting_supplier"], "pause_reasons": {}}
    promise = make("clocks.clockdefinition", code="SOLVED", kind="sla", measure="resolution", **rules)
    make("desk.target", agreement=agreement, priority=None, definition=promise)
    group = make("desk.group", code="DESK", unit=top, active=True)
    made = []
    for number in range(writers):
        name = f"Writer {number}"
        who = make(
            "people.person", code=f"W{number}", name=name, email=f"w{number}@example.org", synthetic=True
        )
        make("people.appointment", person=who, unit=top, starts=None, ends=None)
        make("desk.groupmember", group=group, person=who, starts=None, ends=None)
        make(
            "access.grant", person=who, role=None, right="*", register="*", unit=top, below=True, ceiling=2,
            starts=None, ends=None,
        )  # fmt: skip
        account = Account.objects.create_user(f"w{number}", None, person=who, email=who.email)
        token = Token.issue(account, "crash", ["read", "write"])[1]
        made.append({"token": token, "unit": "UN", "group": str(group.pk), "number": number})
    print(json.dumps(made))


if __name__ == "__main__":
    main(int(sys.argv[1]))
