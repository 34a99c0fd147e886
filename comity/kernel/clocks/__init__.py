"""Promised times: what was promised, how much of it is used, and why.

Words: a *calendar* says when work is done; a *definition* promises a time (SLA, OLA, underpinning);
a *clock* measures one promise for one record; an *event* starts, pauses, resumes or stops it; the
*ledger* lists the counted and uncounted intervals behind a due time; a *threshold* is a share of
the promise at which somebody is told; a *timer* is a moment at which a flow takes a step by itself.

Inside the package a moment is an integer: seconds since 1970 in UTC. Events are cut to the second.
A due time is a pure function of the definition's edition, the calendar's edition and the events.
"""
