"""The name server that DISPATCHER_RESOLVER names: an address, and a port when it is not 53."""

from __future__ import annotations

from ipaddress import ip_address

PORT = 53
_WANTED = "Skriv adressen til en navnetjener, for eksempel 10.0.0.53 eller 10.0.0.53:53."


def name_server(written: str) -> tuple[str, int]:
    """Address and port of ``10.0.0.53``, ``10.0.0.53:5353`` or ``[fd00::53]:53``. Raises ValueError."""
    host, port = written, str(PORT)
    if written.startswith("["):
        host, _, port = written[1:].partition("]:")
    elif written.count(":") == 1:
        host, _, port = written.partition(":")
    try:
        found = str(ip_address(host)), int(port)
    except ValueError:
        raise ValueError(_WANTED) from None
    if not 0 < found[1] < 65536:
        raise ValueError(_WANTED)
    return found


def written_name_server(written: str) -> str:
    """The same as it was written, if it can be used. Raises ValueError."""
    name_server(written)
    return written
