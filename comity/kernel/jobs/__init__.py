"""Work that is not done while somebody waits: queued, scheduled, shown, and never lost.

A *job* is one row: what to do, with which arguments, how far it is. A *declaration* (`@job`) names the
function. A *worker* is a process that holds jobs by *lease*: if it dies, the lease runs out and
another takes the job. A *schedule* makes jobs by the clock, a *ticker* (`@every`) is light work each
worker does by itself, an *effect* is done once for ever by its key. The table is the truth; a broker,
where there is one, only carries the news that a job waits.
"""
