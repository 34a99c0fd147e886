"""Foreign files: what comes from another system, in that system's own columns and words, and becomes ours.

A *foreign file* is declared once by the module that understands it (`ForeignFile`). A *mapping* is a record that
says which column holds what and what its words mean here. A *run* is one reading of one file for one person: first
it only looks, then it writes. A *report* says what was found and done, with every fault and its line. The register's
own import (`kernel.registers.importing`) is for files in our own columns.
"""
