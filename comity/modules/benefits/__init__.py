"""What was promised, and what came of it: the benefits of closed projects.

A business case promises *benefits*, each with an owner and a date. Closing its project opens the *benefit calendar*: a
*measurement* is due from the owner of each benefit and is verified by a second person. What is overdue comes back to the
body that decided. What was realised of what was promised is the *reference class* by which later cases are read.
"""
