"""A small HTTP client that costs little itself: keep-alive over a plain socket, times in milliseconds."""

import re
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


@dataclass(frozen=True)
class Ask:
    """One request: the bytes to send and the status that means success."""

    raw: bytes
    status: int = 200


def ask(method: str, path: str, headers: dict[str, str], body: bytes = b"", status: int = 200) -> Ask:
    """Write a request once, so that sending it costs nothing but sending."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{k}: {v}" for k, v in headers.items())]
    if method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    return Ask("\r\n".join(lines).encode() + b"\r\n\r\n" + body, status)


class Wire:
    """One connection that is kept open."""

    def __init__(self, port: int):
        self.port = port
        self.socket = self._open()

    def _open(self) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def send(self, request: Ask) -> tuple[int, bytes, bytes]:
        """Return (status, head, body) of the answer."""
        self.socket.sendall(request.raw)
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            some = self.socket.recv(65536)
            if not some:
                raise ConnectionError("The server closed the connection.")
            got += some
        head, body = got[:end], got[end + 4 :]
        found = LENGTH.search(head)
        if found:
            while len(body) < int(found[1]):
                body += self.socket.recv(262144)
        elif b"chunked" in head.lower():
            while not body.endswith(b"0\r\n\r\n"):
                body += self.socket.recv(262144)
        return int(head[9:12]), head, body

    def close(self) -> None:
        self.socket.close()


def timed(port: int, requests: Iterator[Ask], each: int, clients: int) -> list[float]:
    """Send `each` requests by each of so many clients at once; return the milliseconds of every one."""
    lock, taken, faults = threading.Lock(), [], []

    def work() -> None:
        wire, own = Wire(port), []
        try:
            for _ in range(each):
                with lock:
                    request = next(requests)
                began = time.perf_counter()
                status, _head, body = wire.send(request)
                own.append((time.perf_counter() - began) * 1000)
                if status != request.status:
                    raise RuntimeError(f"{request.raw[:120]!r} answered {status}: {body[:600]!r}")
        except Exception as fault:
            faults.append(fault)
        finally:
            wire.close()
            taken.extend(own)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return taken


def middle(times: list[float]) -> float:
    return statistics.median(times)


def high(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]
