"""What each process of `comity run` begins with: it ends by itself when the ones above it are gone.

A process killed outright (kill -9) cannot end its children; without this they would keep the port and
the database for ever. The question is asked twice a second and works on Linux and macOS alike.
"""

import os
import signal
import threading
import time

RUN_PID = "COMITY_RUN_PID"  # the process of `comity run`, two steps above a web process


def end_with_those_above() -> None:
    """End this process, politely first, once its parent or the `comity run` above it is no longer there."""
    parent, above = os.getppid(), int(os.environ.get(RUN_PID, "0"))

    def watch() -> None:
        while os.getppid() == parent and (not above or _alive(above)):
            time.sleep(0.5)
        if above and os.getppid() == parent != above:
            os.kill(parent, signal.SIGTERM)  # the server between us would only start another of us
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
        os._exit(1)

    threading.Thread(target=watch, name="end-with-those-above", daemon=True).start()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
