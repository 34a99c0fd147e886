"""What Comity costs: `make bench-data` makes a million tickets, `make bench` measures and writes a dated table.

`place` is where a set of data lives, `words`, `tickets`, `cast` and `data` make it; `floor` holds the pages
that a page is compared with; `server`, `client`, `cases` and `extras` measure; `table` writes it down.
Everything is printed as figures and ratios. No test ever depends on a time.
"""
