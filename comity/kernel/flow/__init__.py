"""States, steps and decisions: how a governed record lives, declared once.

From one `Flow` follow the buttons, the sentence why a button is refused, the API, the journal entry,
and the diagram in the page and in the docs. A *step* leads from states to a state and names the right
it asks; *guards* answer with a sentence when it must not be taken. *Advice* is collected on a record
and a deciding step says of each whether it was followed, and if not, why (A/62/793 para 25(b)).
"""
