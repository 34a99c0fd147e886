"""What is to be achieved, and how far it is: drivers, goals, key results, indicators and their measurements.

A *strategy* names *drivers* (why something is needed) and *goals*; a goal has *key results*. An *indicator* says how a
key result is measured (unit, direction, baseline, owner), a *period* what is aimed at and what was reached, and a
*measurement* is one number, submitted by one person and verified by another. The strategies name 41 key results and
no indicator (A/77/489, annex), so “no indicator yet” is an ordinary answer here. Measurements are numbers, never words.
"""
