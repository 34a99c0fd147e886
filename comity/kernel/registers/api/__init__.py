"""The JSON API of every register: the same fields, filters, rights and steps as its pages.

A *door* is one address with its methods; a *shape* is how rows of a register read as JSON; a *body* is
what may be written; a *problem* is a refusal in the form of RFC 9457. An *idempotency key* lets a program
send the same POST again without a second effect.
"""
