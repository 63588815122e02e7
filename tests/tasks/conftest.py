from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dispatcher.ledger.engine import Ledger
from tests.conftest import ledgers
from tests.office import OfficeScene
from tests.tasks.night import Night


@pytest.fixture(params=["sqlite"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Ledger]]:
    """A file stands for both databases, but for the tests that ask for both: a night takes seconds to lay out."""
    yield from ledgers(request, tmp_path)


@pytest.fixture
def night(office: OfficeScene) -> Night:
    """An office by night."""
    return Night(office)
