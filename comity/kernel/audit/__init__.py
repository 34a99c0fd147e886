"""The journal: one entry for everything that happened, append-only and hash-chained.

An *entry* says who did what to which record, what it was before and after, why, and in which
request. It is written in the transaction of the change; as its last act the transaction *seals* its
entries: numbers them in the *stream* of this node and chains their hashes. The database refuses a
change of a register row whose unsealed entry is missing, and any change of a sealed entry.
"""
