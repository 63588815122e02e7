"""What holds for every test: only loopback, well-formed requirement numbers, no deadlines; and the desk many use."""

import errno
import re
import socket
import sys
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from pathlib import Path

import hypothesis
import pytest

from dispatcher.plan_file import LoadedPlan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.office import OfficeScene, shipped

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


@pytest.fixture(scope="session")
def plan_and_texts() -> tuple[LoadedPlan, Rendering]:
    """The shipped plan and its templates."""
    return shipped()


@pytest.fixture
def office(tmp_path: Path, plan_and_texts: tuple[LoadedPlan, Rendering]) -> Iterator[OfficeScene]:
    """A desk in exercise mode."""
    scene = OfficeScene(tmp_path, *plan_and_texts, NodeMode.EXERCISE)
    yield scene
    scene.ledger.close()


@pytest.fixture
def live_office(tmp_path: Path, plan_and_texts: tuple[LoadedPlan, Rendering]) -> Iterator[OfficeScene]:
    """A desk in live mode."""
    scene = OfficeScene(tmp_path / "live", *plan_and_texts, NodeMode.LIVE)
    yield scene
    scene.ledger.close()
