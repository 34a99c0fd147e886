"""The `comity` command: prepare an installation, run it, and a short door to the management commands.

`door` reads the words, `prepare` brings var/ and the database up to date, `run` keeps the processes
alive, `child` is what each process begins with. Nothing of the kernel or the modules imports this.
"""
