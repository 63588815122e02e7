from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from dispatcher.ledger.engine import Ledger
from dispatcher.settings import NodeMode
from tests.conftest import ledgers
from tests.office import OfficeScene
from tests.web.console.visitor import Visitor
from tests.web.node import Node, running


@pytest.fixture(params=["sqlite"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Ledger]]:
    """As for the rest of the web."""
    yield from ledgers(request, tmp_path)


@pytest.fixture
async def node(office: OfficeScene) -> AsyncIterator[Node]:
    """A node that runs exercises only."""
    async with running(office) as one:
        yield one


@pytest.fixture
def anne(node: Node) -> Visitor:
    """A browser of nobody's yet; the tests call its owner Anne."""
    return Visitor(node=node, session=node.session)


@pytest.fixture
async def live(live_office: OfficeScene) -> AsyncIterator[Node]:
    """A node that may reach people; its channels are the test's own."""
    async with running(live_office, mode=NodeMode.LIVE) as one:
        yield one
