from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dispatcher.ledger.engine import Ledger
from tests.conftest import ledgers


@pytest.fixture(params=["sqlite"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Ledger]]:
    """A file stands for both: what a text says depends on no database.

    ``test_desk.py`` and ``test_zones.py`` ask for PostgreSQL too: they write every table there is.
    """
    yield from ledgers(request, tmp_path)
