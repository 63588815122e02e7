from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from dispatcher.ledger.engine import Ledger
from tests.conftest import ledgers
from tests.office import OfficeScene
from tests.web.open_id.town import Provider, providing


@pytest.fixture(params=["sqlite"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Ledger]]:
    """As for the rest of the web."""
    yield from ledgers(request, tmp_path)


@pytest.fixture
def process() -> Iterator[str]:
    """The provider's address."""
    with providing() as address:
        yield address


@pytest.fixture
async def provider(live_office: OfficeScene, process: str) -> AsyncIterator[Provider]:
    """The municipality's own sign-in, by the scene's clock."""
    async with ClientSession() as session:
        yield Provider(address=process, session=session, scene=live_office)
