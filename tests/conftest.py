"""What holds for every test: only loopback, well-formed requirement numbers, no deadlines on a shared machine."""

import errno
import re
import socket
import sys
from collections.abc import Iterable
from ipaddress import ip_address

import hypothesis
import pytest

# Two cores, often shared: how long one example took says nothing. What must be quick has a measurement of its own.
hypothesis.settings.register_profile("house", hypothesis.settings.default, deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


def pytest_configure() -> None:
    """An audit hook sees every socket of this process and cannot be taken off by accident."""
    sys.addaudithook(_only_loopback)


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """A mistyped requirement number would prove nothing, so it stops the run."""
    for item in items:
        for marker in item.iter_markers("requirement"):
            if not marker.args or not all(re.fullmatch(r"R\d{3}", str(number)) for number in marker.args):
                raise pytest.UsageError(f"{item.nodeid}: requirement{marker.args} must name numbers like 'R001'")


def _only_loopback(event: str, arguments: tuple[object, ...]) -> None:
    """The machine of the tests has no network: what would leave it fails as it does without a cable."""
    if event in {"socket.connect", "socket.sendto"} and not _stays_here(arguments[1]):
        raise OSError(errno.ENETUNREACH, "the tests reach loopback only")
    if event == "socket.getaddrinfo" and not _stays_here(arguments[:1]):
        raise socket.gaierror(socket.EAI_NONAME, "the tests look up no name but localhost")


def _stays_here(address: object) -> bool:
    """True for a Unix socket, for loopback, and for the wildcard that a server listens on."""
    if not isinstance(address, tuple):
        return True
    host = address[0].decode() if isinstance(address[0], bytes) else address[0]
    if host in {None, "", "localhost"}:
        return True
    try:
        found = ip_address(host)
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified
