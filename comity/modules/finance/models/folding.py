"""How movements become balances: in the database, in the statement that adds them, on both engines.

A movement adds to the balances of its envelope, and to what its record holds there. The guards let balances
change in no other way: the new ones must differ from the old ones by exactly the next movement. So a balance
is the sum of its movements without ever summing them. Money appears only by an approved proposal.
"""

from django.db import connections

ADDS = {
    "allotted": {"allocation": "+"},
    "reserved": {"reservation": "+", "release": "+", "commitment": "-"},
    "committed": {"commitment": "+", "expenditure": "-"},
    "spent": {"expenditure": "+", "refund": "+"},
}
"""What a movement's signed amount does to each balance, by its kind."""
FREE = "allotted - reserved - committed - spent"


def adds(balance: str, row: str) -> str:
    """Return the SQL of what a movement adds to a balance."""
    cases = " ".join(f"WHEN '{kind}' THEN {sign}{row}.amount" for kind, sign in ADDS[balance].items())
    return f"(CASE {row}.kind {cases} ELSE 0 END)"


def _follows(names: list[str], where: str, old: bool = True) -> str:
    """Return the condition that balances differ from the old ones by the movement NEW.moved."""
    steps = [f"NEW.{name} - {f'OLD.{name}' if old else '0'} = {adds(name, 'm')}" for name in names]
    return f"EXISTS (SELECT 1 FROM finance_movement m WHERE {where} AND m.number = NEW.moved AND {' AND '.join(steps)})"  # noqa: S608  no value of a user


HELD = ["reserved", "committed", "spent"]
OF_ENVELOPE = _follows(list(ADDS), "m.envelope_id = NEW.id")
OF_HOLDING = "m.envelope_id = NEW.envelope_id AND m.object_id = NEW.object_id"
# The approved proposal of an envelope, with the amount that it gives or takes there.
DECIDED = (
    "EXISTS (SELECT 1 FROM finance_envelopeproposal p JOIN finance_envelope e ON e.id = NEW.envelope_id "
    "WHERE p.id = NEW.object_id AND p.state = 'approved' AND ("
    "(e.programme_id = p.programme_id AND e.fund_id = p.fund_id AND e.year = p.year AND NEW.amount = "
    "(CASE p.change WHEN 'decrease' THEN -p.amount ELSE p.amount END)) "
    "OR (p.change = 'transfer' AND e.id = p.taken_from_id AND NEW.amount = -p.amount)))"
)
MIRRORS = (
    "EXISTS (SELECT 1 FROM finance_movement o WHERE o.id = NEW.reverses_id AND o.envelope_id = NEW.envelope_id "
    "AND o.object_id = NEW.object_id AND o.kind = NEW.kind AND o.amount = -NEW.amount)"
)
ENVELOPE = (
    (
        "begin",
        "INSERT",
        "NEW.allotted <> 0 OR NEW.reserved <> 0 OR NEW.committed <> 0 OR NEW.spent <> 0 OR NEW.moved <> 0 "
        "OR NOT EXISTS (SELECT 1 FROM finance_envelopeproposal p WHERE p.id = NEW.proposal_id "
        "AND p.state = 'approved' AND p.programme_id = NEW.programme_id AND p.fund_id = NEW.fund_id "
        "AND p.year = NEW.year)",
        "finance_envelope: an envelope begins empty, by an approved proposal",
    ),
    (
        "fold",
        "UPDATE OF allotted, reserved, committed, spent, moved",
        f"NEW.moved <> OLD.moved + 1 OR NOT {OF_ENVELOPE}",
        "finance_envelope: a balance follows from the next movement only",
    ),
    (
        "keep",
        "UPDATE OF id, code, programme_id, fund_id, year, unit_id, proposal_id, decision_id",
        "TRUE",
        "finance_envelope: an envelope is not changed",
    ),
    ("stay", "DELETE", "TRUE", "finance_envelope: an envelope is not removed"),
)
MOVEMENT = (
    (
        "decided",
        "INSERT",
        f"NEW.kind = 'allocation' AND NOT {DECIDED}",
        "finance_movement: money is allotted by an approved proposal only",
    ),
    (
        "mirror",
        "INSERT",
        f"NEW.reverses_id IS NOT NULL AND NOT {MIRRORS}",
        "finance_movement: a reversal is the opposite of what it reverses",
    ),
)
HOLDING = (
    (
        "begin",
        "INSERT",
        f"NOT {_follows(HELD, OF_HOLDING, old=False)}",
        "finance_holding: what is held follows from movements only",
    ),
    (
        "fold",
        "UPDATE",
        f"NEW.moved <= OLD.moved OR NOT {_follows(HELD, OF_HOLDING)}",
        "finance_holding: what is held follows from movements only",
    ),
    ("stay", "DELETE", "TRUE", "finance_holding: what is held follows from movements only"),
)
FOLD = "finance_movement_fold"


def folding() -> str:
    """Return the SQL that folds the movement NEW into its envelope and into what its record holds."""
    added = ", ".join(f"{name} = {name} + {adds(name, 'NEW')}" for name in ADDS)
    values = ", ".join(adds(name, "NEW") for name in HELD)
    held = ", ".join(f"{name} = {name} + {adds(name, 'NEW')}" for name in HELD)
    mine = "envelope_id = NEW.envelope_id AND object_id = NEW.object_id"
    # Not an upsert: both engines would check the new row, which may be negative, before they find the old one.
    return (
        f"UPDATE finance_envelope SET {added}, moved = moved + 1 WHERE id = NEW.envelope_id; "  # noqa: S608  our own names
        f"UPDATE finance_holding SET {held}, moved = NEW.number WHERE {mine} AND NEW.kind <> 'allocation'; "
        f"INSERT INTO finance_holding (envelope_id, kind_of, object_id, {', '.join(HELD)}, moved) "
        f"SELECT NEW.envelope_id, NEW.kind_of, NEW.object_id, {values}, NEW.number WHERE NEW.kind <> 'allocation' "
        f"AND NOT EXISTS (SELECT 1 FROM finance_holding WHERE {mine});"
    )


def install(using: str = "default") -> None:
    """Put the folding trigger in place; runs after each `migrate` and may be repeated."""
    connection = connections[using]
    if "finance_movement" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER IF EXISTS {FOLD}")
            cursor.execute(f"CREATE TRIGGER {FOLD} AFTER INSERT ON finance_movement BEGIN {folding()} END")
            return
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {FOLD}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {folding()} RETURN NULL; END $$"
        )
        cursor.execute(f"DROP TRIGGER IF EXISTS {FOLD} ON finance_movement")
        cursor.execute(
            f"CREATE TRIGGER {FOLD} AFTER INSERT ON finance_movement FOR EACH ROW EXECUTE FUNCTION {FOLD}()"
        )
