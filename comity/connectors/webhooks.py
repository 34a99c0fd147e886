"""Sending a webhook over the network: pinned to an address that was checked, no redirects, within seconds."""

import http.client
import ipaddress
import socket
import ssl
import threading
from typing import Any
from urllib.parse import urlsplit

from comity.kernel.registers.webhooks import Outcome, sender

PATIENCE = 10.0  # seconds, for everything together
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def public(address: str) -> bool:
    """Say whether an address is out in the world: neither in this machine nor in this network."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # Forms of IPv6 that carry an IPv4 address are judged by that one, or not at all.
        if found.ipv4_mapped:
            return public(str(found.ipv4_mapped))
        if found.sixtofour or found.teredo or found in NAT64:
            return False
    return found.is_global and not found.is_multicast


def addresses(host: str, port: int) -> list[str]:
    """Return what a name stands for."""
    return list(
        dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    )


def connected(host: str, port: int, address: str, secure: bool) -> http.client.HTTPConnection:
    """Return a connection to exactly this address; a name that is looked up again could point elsewhere."""
    connection: Any = (
        http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=ssl.create_default_context())
        if secure
        else http.client.HTTPConnection(host, port, timeout=PATIENCE)
    )
    plain = socket.create_connection((address, port), timeout=PATIENCE)
    connection.sock = connection._context.wrap_socket(plain, server_hostname=host) if secure else plain
    return connection


@sender
def send(url: str, body: bytes, headers: dict[str, str], private: bool) -> Outcome:
    """POST a message; every trouble becomes an outcome in words."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    watch: threading.Timer | None = None
    try:
        found = addresses(host, port)
        if not private and not all(public(address) for address in found):
            return Outcome(None, "The address leads into a private network; webhooks do not go there.")
        connection = connected(host, port, found[0], secure)
        try:
            # A subscriber that drips its answer byte by byte must not hold a worker.
            watch = threading.Timer(
                PATIENCE, lambda: connection.sock and connection.sock.shutdown(socket.SHUT_RDWR)
            )
            watch.daemon = True
            watch.start()
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            said = f"The subscriber answered {response.status}." if response.status >= 300 else ""
            return Outcome(response.status, said)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError, IndexError) as trouble:
        return Outcome(None, f"{type(trouble).__name__}: {trouble}"[:250])
    finally:
        if watch:
            watch.cancel()
