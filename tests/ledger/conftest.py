from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ledger.scene import Scene, WaveSpec


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Callable[..., Scene]]:
    """Makes scenes in a scratch folder and closes their ledgers."""
    made: list[Scene] = []

    def make(*specs: WaveSpec, severity_rank: int = 1, unsure: str = "ask") -> Scene:
        made.append(Scene(tmp_path / str(len(made)), *specs, severity_rank=severity_rank, unsure=unsure))
        return made[-1]

    yield make
    for one in made:
        one.ledger.close()
