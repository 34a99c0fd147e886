"""A process that `comity run` keeps: an ordinary management command, plus the watch on its parent."""

import sys

from .child import end_with_those_above

if __name__ == "__main__":
    end_with_those_above()
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["comity", *sys.argv[1:]])
    except KeyboardInterrupt:  # Ctrl-C reaches every process of the group; `comity run` says the rest
        sys.exit(0)
