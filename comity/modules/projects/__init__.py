"""Delivery: projects that an approved case authorises, measured against baselines that never change.

A *project* delivers one approved business case and ends with its acceptance, its lessons and the calendar of its
benefits. Its plan is made of *work items* (a *milestone* is one that takes no time), in *phases* and *time-boxes*;
the end of a time-box is never put off. A *baseline* is the plan frozen on a day, decided by a body when it changes
what was promised; a *line* of it speaks of one work item. A *status report* keeps the figures of its day, a *health
rating* is what the responsible person declares; the *computed rating* beside it follows from the figures, and the
*gap* is what is declared above it. An *outlay* is money committed or spent. A *reported project* is one that others
tell us of: it is watched by the same measures, and no project of ours.

`pure` holds the arithmetic and `mspdi` the plan files of MS Project, both without a database.
"""
