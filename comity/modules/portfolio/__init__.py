"""From need to decision: initiatives, their business cases, and the bodies that decide on them.

An *initiative* is a need that somebody answers for, its *sponsor*. A *case* is one numbered version of the
business case for it: *options* beside each other with their *cost lines*, *benefits* with an owner, *risks* and
*checks* against the norms. It is written by the sponsor, reviewed by the project office, endorsed by the Chief
Information Technology Officer and decided by the body that the accountability framework names (A/62/793
paras 27(b), 38, 52); an approval reserves its money in the same transaction. Once tabled a case does not change:
what must change is a new version.
"""
