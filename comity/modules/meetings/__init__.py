"""How bodies decide: meetings, agenda, attendance, votes, decisions, opinions, and what follows from them.

A matter that waits for a body is an *agenda item*; the secretary puts it on the agenda of a *meeting* or of a
*written procedure*. A *decision* is prepared on an item, tabled with the version of the record it is about,
deliberated, taken by *ballots* or by consensus, and signed by the chair: only then does it move that record, in
the same transaction (A/62/793 paras 25(b), 27 and 38). *Entitlements* say who could vote when the vote was opened.
A body that only advises goes the same way and delivers an *opinion*, which moves nothing. *Conditions* and
*action items* are watched by the clock.
"""
