"""The scanner's door: ClamAV's daemon over TCP or a socket of this machine (man 8 clamd, INSTREAM)."""

import socket
import struct
from typing import BinaryIO

PART = 64 * 1024
WAIT = 60.0  # seconds for an answer


class ScannerAway(Exception):
    """The scanner gave no verdict; ask again later."""


def scan(address: str, content: BinaryIO) -> str:
    """Return the name of what was found in a content, or "" when it is clean.

    `address` is "host:port", or the path of a socket.
    """
    try:
        with _connect(address) as line:
            line.sendall(b"zINSTREAM\0")
            while part := content.read(PART):
                line.sendall(struct.pack("!L", len(part)) + part)
            line.sendall(struct.pack("!L", 0))
            answer = b""
            while not answer.endswith(b"\0") and (part := line.recv(4096)):
                answer += part
    except OSError as fault:
        raise ScannerAway(str(fault)) from fault
    said = answer.rstrip(b"\0").decode("utf-8", "replace").strip()
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND").removeprefix("stream: ")
    if said == "stream: OK":
        return ""
    raise ScannerAway(said or "no answer")


def _connect(address: str) -> socket.socket:
    if "/" in address:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(WAIT)
        line.connect(address.removeprefix("unix:"))
        return line
    host, _sep, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]") or "127.0.0.1", int(port)), timeout=WAIT)
