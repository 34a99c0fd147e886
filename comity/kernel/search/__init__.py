"""One search over records, articles and files in six languages, which never shows what a reader may not see.

*Entry*: what a source says about one language version of one thing. *Thing*: `kind:id`. *Outbox*: the
rows that tell followers what changed. *Follower*: the one process of a node that writes its index.
*Scope*: the tokens a reader holds; an index document is found when it carries one of them.
"""
