import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from dispatcher.ledger.engine import Ledger
from dispatcher.settings import NodeMode
from tests.conftest import ledgers
from tests.office import OfficeScene
from tests.web.browser import Tab, chromium
from tests.web.node import Node, running


@pytest.fixture(params=["sqlite"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Ledger]]:
    """Over HTTP a file stands for both: what a database may do differently is below, and tested there on both.

    ``test_follow_ups.py`` asks for PostgreSQL too, all the way through.
    """
    yield from ledgers(request, tmp_path)


@pytest.fixture
async def node(office: OfficeScene) -> AsyncIterator[Node]:
    """A node that runs exercises only."""
    async with running(office) as one:
        yield one


@pytest.fixture
async def live(live_office: OfficeScene) -> AsyncIterator[Node]:
    """A node that may reach people; its channels are the test's own."""
    async with running(live_office, mode=NodeMode.LIVE) as one:
        yield one


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    """A browser of the test's own, with one empty tab. Where there is none the test is left out, except in CI."""
    if shutil.which("chromium") is None and "CI" not in os.environ:
        pytest.skip("no chromium here: scripts/system-packages.sh")
    async with chromium(tmp_path / "chromium") as one:
        yield one
