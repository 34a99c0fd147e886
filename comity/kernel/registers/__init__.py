"""One declaration a table: list, detail, form, steps, import, export, API and search follow from it.

A module writes a `Register` in its `registers.py`; what is truly different is an ordinary Django
view and template beside it, never another option here.
"""
