"""Files and links: what hangs on a record without being part of it.

A *stored file* is content, kept once under its SHA-256 however often it is sent. An *attachment* hangs
a stored file on a record, under a name. A *link* says how two records belong together. The *shelf* is
where contents lie: a folder, or a bucket of S3. What comes in is held in *quarantine* until the scanner
has looked at it; without a scanner it is said to be unscanned.
"""
