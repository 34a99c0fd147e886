"""What an investment is worth: discount policies, and the figures that follow from flows.

A *discount policy* says by which rate what lies in the future counts less; a body adopts it, and a case names the
one it was appraised by. A *line* is a cost or benefit of one year in constant prices. *NPV* is the present value of
what moves money, *NPSV* of everything that was given a value; the *trace* of a figure is the rows of years it was
added up from. The sums are pure functions in `figures`.
"""
