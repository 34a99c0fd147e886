"""kill -9 at any moment: `python -m tests.crash --database sqlite|postgres --rounds N`.

`house` starts `comity run` and kills it, or parts of it; `writer` (several processes) writes through the API and
notes what was acknowledged; `judge` then asks whether all of that is there, once and whole. `work` gives the
house a job for every ticket, whose effect must come exactly once.
"""
