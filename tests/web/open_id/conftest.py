from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from dispatcher.ledger.engine import Ledger
from tests.conftest import ledgers
from tests.office import OfficeScene
from tests.web.console.visitor import Visitor
from tests.web.node import Node, running
from tests.web.open_id.town import Provider, providing, settings_of


@pytest.fixture(params=["sqlite"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Ledger]]:
    """As for the rest of the web."""
    yield from ledgers(request, tmp_path)


@pytest.fixture(scope="module")
def process() -> Iterator[str]:
    """The provider's address."""
    with providing() as address:
        yield address


@pytest.fixture
async def provider(office: OfficeScene, process: str) -> AsyncIterator[Provider]:
    """As new, by the scene's clock."""
    async with ClientSession() as session:
        one = Provider(address=process, session=session, scene=office)
        await one.set(anew=True)
        yield one


@pytest.fixture
async def node(office: OfficeScene, provider: Provider) -> AsyncIterator[Node]:
    """A node that runs exercises only, in a municipality with a sign-in of its own."""
    async with running(office, oidc=settings_of(provider.address)) as one:
        yield one


@pytest.fixture
def kari(node: Node) -> Visitor:
    """A browser of nobody's yet; the tests call its owner Kari."""
    return Visitor(node=node, session=node.session)
