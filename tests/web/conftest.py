from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from dispatcher.plan_file import LoadedPlan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.office import OfficeScene, shipped
from tests.web.node import Node, running


@pytest.fixture(scope="session")
def plan_and_texts() -> tuple[LoadedPlan, Rendering]:
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
