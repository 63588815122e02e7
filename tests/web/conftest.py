from collections.abc import AsyncIterator

import pytest

from dispatcher.settings import NodeMode
from tests.office import OfficeScene
from tests.web.node import Node, running


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
