"""The organisation: who works where, in which role, and who may do what.

*Unit*, *duty station*, *person*, *role* and *appointment* are the kernel's tables; this module shows
them, with the organisation as a chart, duty stations on a map, and the register of grants.
"""
