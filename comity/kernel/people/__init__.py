"""Persons apart from accounts, the unit tree, duty stations, roles and dated appointments.

A *person* is who acts and is named in the journal; an *account* is how a person signs in. An
*appointment* places a person in a unit, in a role, for a time. A *role* is a standing function
(desk agent, CITO) whose rights are data (`kernel.access`).
"""
