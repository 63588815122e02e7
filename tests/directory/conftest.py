from collections.abc import Sequence
from pathlib import Path

import pytest

from dispatcher.directory import RowFault, read_list
from dispatcher.domain.contact import Contact
from dispatcher.domain.geo import AreaShape
from tests.directory.lists import Read, Whole


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes a list and reads it: ``read(text or bytes, areas=…)``."""

    def whole(content: str | bytes, *, areas: Sequence[AreaShape] = (), language: str = "nb") -> Whole:
        path = tmp_path / "contacts" / "liste.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        reading = read_list(path, list_key="liste", default_language=language, areas=areas)
        rows = list(reading)
        people = [row for row in rows if isinstance(row, Contact)]
        return Whole(reading=reading, people=people, faults=[row for row in rows if isinstance(row, RowFault)])

    return whole
