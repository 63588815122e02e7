"""What holds for every test: only loopback, well-formed requirement numbers, no deadlines; and the desk many use."""

import errno
import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import hypothesis
import pytest

from dispatcher.ledger.accounts import User
from dispatcher.ledger.engine import Ledger
from dispatcher.plan_file import LoadedPlan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.office import OfficeScene, shipped
from tests.postgres import Databases, running_postgres

NewLedger = Callable[..., Ledger]
TESTS = Path(__file__).parent

# Whose tests take longest, in processes of their own that are waited for: they begin first, so that no worker stands
# idle at the end while the other has one of them left. Within a folder the file with the longest goes first.
LONGEST_FIRST = (
    "nemesis/test_nemesis.py",
    "e2e/test_two_nodes.py",
    "e2e/test_disk.py",
    "e2e/test_restore.py",
    "e2e",
    "nights",
    "web/walk",
    "nemesis",
    "cli/test_decide.py",
    "cli",
)

# Two cores, often shared: how long one example took says nothing. What must be quick has a measurement of its own.
hypothesis.settings.register_profile("house", hypothesis.settings.default, deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


MEMORY = Path("/dev/shm")  # noqa: S108  a place for what is thrown away
ROOM = 4 << 30
"""Bytes. A run keeps what failed, and little else."""


def pytest_configure() -> None:
    """An audit hook sees every socket of this process and cannot be taken off by accident.

    What is written is thrown away: in memory, where there is room, so that nothing waits for a disk.
    """
    sys.addaudithook(_only_loopback)
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A mistyped requirement number would prove nothing, so it stops the run; what is about a file runs on a file."""
    elsewhere = [item for item in items if item.get_closest_marker("sqlite") and _on_server(item)]
    config.hook.pytest_deselected(items=elsewhere)
    left_out = set(elsewhere)
    items[:] = sorted((item for item in items if item not in left_out), key=_turn)
    for item in items:
        for marker in item.iter_markers("requirement"):
            if not marker.args or not all(re.fullmatch(r"R\d{3}", str(number)) for number in marker.args):
                raise pytest.UsageError(f"{item.nodeid}: requirement{marker.args} must name numbers like 'R001'")


def _turn(item: pytest.Item) -> int:
    """Where its file or folder stands among the longest; the rest keep their order, behind them."""
    file = item.path.relative_to(TESTS)
    return next((turn for turn, place in enumerate(LONGEST_FIRST) if file.is_relative_to(place)), len(LONGEST_FIRST))


def _on_server(item: pytest.Item) -> bool:
    return getattr(item, "callspec", None) is not None and item.callspec.params.get("new_ledger") == "postgresql"  # type: ignore[attr-defined]


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


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """A real PostgreSQL of this worker's own, started when the first test asks for it."""
    with running_postgres() as server:
        yield Databases(server)


@dataclass(frozen=True, kw_only=True, repr=False)
class Ready:
    """A ledger with the shipped lists and the scene's people in it, closed: made once a worker, then copied."""

    where: Path | str
    users: dict[str, User]


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory, plan_and_texts: tuple[LoadedPlan, Rendering]) -> Ready:
    """As a file."""
    return _made_ready(tmp_path_factory.mktemp("ready") / "dispatcher.db", plan_and_texts)


@pytest.fixture(scope="session")
def ready_database(databases: Databases, plan_and_texts: tuple[LoadedPlan, Rendering]) -> Ready:
    """As a database."""
    return _made_ready(databases.made(), plan_and_texts)


def _made_ready(where: Path | str, plan_and_texts: tuple[LoadedPlan, Rendering]) -> Ready:
    ledger = Ledger(where, checkpoints=True)
    scene = OfficeScene(ledger, *plan_and_texts, NodeMode.EXERCISE)
    ledger.close()
    return Ready(where=where, users=scene.users)


def ledgers(request: pytest.FixtureRequest, folder: Path) -> Iterator[NewLedger]:
    """Makes ledgers on the database that ``request.param`` names, empty or ``like`` another, and closes them."""
    with ExitStack() as stack:

        def make(folder: Path = folder, like: Ready | None = None) -> Ledger:
            if request.param == "postgresql":
                lent = request.getfixturevalue("databases").lent(str(like.where) if like else "")
                where: Path | str = stack.enter_context(lent)
            else:
                where = folder / "dispatcher.db"
                if like:
                    folder.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(like.where, where)
            ledger = Ledger(where, checkpoints=True)
            stack.callback(ledger.close)
            return ledger

        yield make


@pytest.fixture(params=["sqlite", "postgresql"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewLedger]:
    """Each test that asks for a ledger runs once on each database."""
    yield from ledgers(request, tmp_path)


@pytest.fixture
def ready(new_ledger: NewLedger, request: pytest.FixtureRequest) -> Ready:
    """On the database that the test is about."""
    kind = request.node.callspec.params["new_ledger"]
    one: Ready = request.getfixturevalue("ready_database" if kind == "postgresql" else "ready_file")
    return one


@pytest.fixture
def office(new_ledger: NewLedger, ready: Ready, plan_and_texts: tuple[LoadedPlan, Rendering]) -> OfficeScene:
    """A desk in exercise mode."""
    return OfficeScene(new_ledger(like=ready), *plan_and_texts, NodeMode.EXERCISE, users=ready.users)


@pytest.fixture
def live_office(
    new_ledger: NewLedger, ready: Ready, tmp_path: Path, plan_and_texts: tuple[LoadedPlan, Rendering]
) -> OfficeScene:
    """A desk in live mode."""
    ledger = new_ledger(tmp_path / "live", like=ready)
    return OfficeScene(ledger, *plan_and_texts, NodeMode.LIVE, users=ready.users)
