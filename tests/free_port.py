"""A port of loopback that nobody listens on just now."""

import socket


def free_port() -> int:
    """Taken and let go: another may take it before you do."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
