"""The one write path: right asked, change made, journal written, search and clocks told, in one transaction.

The person comes first, then the thing (`verbs`): `add(person, Model, …)`, `change(person, record, …)`,
`remove(person, record, reason)`, `take(person, record, "step", …)`, `advise(…)`, `comment(…)`.
"""
