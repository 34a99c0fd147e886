"""`python -m comity`, and the `comity` command."""

import sys

from .command.door import main

if __name__ == "__main__":
    sys.exit(main())
