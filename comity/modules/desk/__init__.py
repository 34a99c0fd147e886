"""The service desk: what can be asked for, what is broken, who deals with it and by when.

A *service* is what the organisation offers; an *offering* is one thing of it that can be asked for
(kind request) or whose failure can be reported (kind report). A *ticket* is one request or one
incident. A *group* is a queue with its people and hours. An *agreement* promises times: an SLA to who
asks, an OLA between groups, an underpinning contract with a supplier (ITIL 4, ISO/IEC 20000-1). Whose
turn it is decides which clock counts: while we wait for the requester, no promise of ours runs.
"""
