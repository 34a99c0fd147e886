"""Exact selection as a mixed-integer program: pure Python, scipy and numpy, without Django.

All amounts are whole numbers (money in minor units, value in thousandths of a point, staff in hundredths of a
post), so an answer is checked exactly, whatever the tolerances of the solver are.
"""
