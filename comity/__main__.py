"""`python -m comity`, and the `comity` command."""

import os
import sys

# A process that may not keep what it has compiled takes two seconds longer to start, each time. Our caches lie
# beside our own files and in our own .venv, so they are kept whatever the shell says of other programs.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from .command.door import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
