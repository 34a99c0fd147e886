"""Record keys: time-ordered and unique across installations (UUID version 7, RFC 9562)."""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7(milliseconds: int | None = None) -> uuid.UUID:
    """Give a new key; keys made by one process never go back in time.

    `milliseconds` since the epoch places the key at another moment (loading history).
    The 12 bits after the time count upwards inside a millisecond, so order survives bursts.
    """
    global _last
    if milliseconds is None:
        with _lock:
            stamp = time.time_ns() // 244  # about 1/4096 of a millisecond
            _last = stamp = max(stamp, _last + 1)
        whole, part = divmod(stamp * 244, 1_000_000)
        count = part * 4096 // 1_000_000
    else:
        whole, count = milliseconds, int.from_bytes(os.urandom(2)) & 0xFFF
    value = (whole & (1 << 48) - 1) << 80 | 0x7 << 76 | count << 64 | 0b10 << 62
    return uuid.UUID(int=value | int.from_bytes(os.urandom(8)) & (1 << 62) - 1)
