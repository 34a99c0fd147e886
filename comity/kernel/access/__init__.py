"""Who may do what: grants as dated data, compiled once a request, asked in `can()` and in SQL.

A *right* is a verb on a register at a unit, up to a classification. A *grant* gives a right to a
person, or to a role wherever it is held. A *share* opens one record to a person or a unit. A
*delegation* is a grant passed on by its holder: never more than is held, never longer.
"""

RIGHTS = (
    "view", "add", "change", "remove", "import", "export", "grant", "work", "note",
    "propose", "review", "endorse", "decide", "advise", "confirm", "administer",
)  # fmt: skip
